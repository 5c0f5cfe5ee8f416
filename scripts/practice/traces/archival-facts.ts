/** What a document's sentence may tell of a key: "The code of Melira is Tuvelo." */
export const attributes: readonly string[] = [
  ...['code', 'keeper', 'owner', 'teacher', 'captain', 'doctor', 'neighbour', 'cook'],
];

export interface ArchivalFact {
  readonly attribute: string;
  readonly key: string;
  readonly value: string;
}

export function archivalSentence({ attribute, key, value }: ArchivalFact): string {
  return `The ${attribute} of ${key} is ${value}.`;
}

/** How a person asks; `*` is a phrase such as "code of Melira" or "code of the keeper of Melira". */
export const archivalAsks: readonly string[] = ['What is the *?', 'Tell me the *.', 'Look up the *.'];

/** Sentences of documents that tell nothing that is asked for. */
export const documentFiller: readonly string[] = [
  'This list is kept by the office.',
  'Please report any change.',
  'All entries were checked in spring.',
  'The old list is no longer valid.',
  'See the next page for more.',
  'Copies are kept in the cellar.',
];

export const documentNames: readonly string[] = [
  ...['list.txt', 'codes.txt', 'harbour.pdf', 'register.pdf', 'notes.md', 'handbook.pdf', 'people.txt'],
  ...['inventory.docx', 'village.txt', 'records.html', 'log.txt', 'book.pdf'],
];
export const headings: readonly string[] = [
  'Entries',
  'Part one',
  'Part two',
  'Register',
  'Appendix',
  'Overview',
];
