import { type ForeignRow, readList, readRow, readString, readStrings } from './read-fields.ts';

/**
 * - `text`: it is read, and what it must hold is found
 * - `empty`: it opens, and the person is told that it holds no text
 * - `needs_password`: the person is told so, and it is read once the password is given
 * - `unreadable`: the person is told why it can not be read
 * - `any`: it comes to an end, whichever
 */
export type Expectation = (typeof expectations)[number];

const expectations = ['text', 'empty', 'needs_password', 'unreadable', 'any'] as const;

/** One file of the set, and what must come of it. */
export interface ExpectedFile {
  readonly name: string;
  readonly expect: Expectation;
  /** Strings that its text must hold, compared after NFKC and without white space. */
  readonly contains: readonly string[];
  /** Opens it, where it needs one. */
  readonly password: string | null;
}

/**
 * The set's own list of its files.
 *
 * @throws Error that names the place of what is not as it should be
 */
export function readDocumentsManifest(json: string): readonly ExpectedFile[] {
  const list: ForeignRow = { fields: { files: JSON.parse(json) }, place: 'documents/manifest.json' };
  const files = readList(list, 'files').map((value, index) =>
    readFile(readRow(value, `${list.place}, file ${index + 1}`)),
  );
  const names = new Set(files.map(({ name }) => name));
  if (names.size < files.length) throw new Error(`${list.place}: two files have the same name.`);
  return files;
}

function readFile(row: ForeignRow): ExpectedFile {
  const wanted = readString(row, 'expect');
  const expect = expectations.find((known) => known === wanted);
  if (!expect) throw new Error(`${row.place}: what to expect of it, ${wanted}, is not known here.`);
  return {
    name: readString(row, 'file'),
    expect,
    contains: 'contains' in row.fields ? readStrings(row, 'contains') : [],
    password: 'password' in row.fields ? readString(row, 'password') : null,
  };
}
