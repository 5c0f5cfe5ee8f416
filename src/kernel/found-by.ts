/** What made a search find something: words that it shares with the query, a meaning near to it, or both. */
export type FoundBy = 'words' | 'meaning' | 'both';
