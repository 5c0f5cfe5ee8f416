/**
 * Takes the labels by which a model cites out of a reply that is still growing, one just begun included: what
 * they stand for is known only when the reply is whole, and then they become chips.
 */
export function hideLabels(text: string): string {
  return text
    .replace(/\s?\[[dm]\d+(?:\s*[,;]\s*[dm]\d+)*\]/g, '')
    .replace(/\s?\[(?:[dm](?:\d+(?:\s*[,;]\s*(?:[dm]\d*)?)*)?)?$/, '');
}
