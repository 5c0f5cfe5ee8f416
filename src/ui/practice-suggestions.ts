/**
 * What the practice model can be told and asked, in the order of the tour. It learned these forms and few others
 * (scripts/practice/traces); the words are made of its syllables.
 */
export const practiceSuggestions: readonly string[] = [
  'My name is Bilan.',
  'What is my name?',
  'I left my tent at Doker.',
  'Where is my tent?',
  'No, that is wrong. My name is Sorel.',
];
