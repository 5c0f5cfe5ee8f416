/** A row of somebody else's file, and where it stands there. */
export interface ForeignRow {
  readonly fields: Readonly<Record<string, unknown>>;
  /** For errors: `questions.jsonl, line 3`. */
  readonly place: string;
}

/** @throws Error when a line is not one JSON object */
export function readJsonLines(text: string, file: string): ForeignRow[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => readRow(JSON.parse(line), `${file}, line ${index + 1}`));
}

/** @throws Error when `value` is no object */
export function readRow(value: unknown, place: string): ForeignRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unfit(place, 'an object');
  return { fields: Object.fromEntries(Object.entries(value)), place };
}

/** @throws Error when the field is no string */
export function readString({ fields, place }: ForeignRow, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw unfit(`${place}, ${name}`, 'a string');
  return value;
}

/** @throws Error when the field is no list of strings */
export function readStrings(row: ForeignRow, name: string): string[] {
  return readList(row, name).map((value) => {
    if (typeof value !== 'string') throw unfit(`${row.place}, ${name}`, 'a list of strings');
    return value;
  });
}

/** @throws Error when the field is no list of objects */
export function readRows(row: ForeignRow, name: string): ForeignRow[] {
  return readList(row, name).map((value, index) => readRow(value, `${row.place}, ${name} ${index + 1}`));
}

/** @throws Error when the field is no list */
export function readList({ fields, place }: ForeignRow, name: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw unfit(`${place}, ${name}`, 'a list');
  return value;
}

function unfit(place: string, wanted: string): Error {
  return new Error(`${place}: expected ${wanted}. The data set is not the one that is known here.`);
}
