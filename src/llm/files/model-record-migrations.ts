/** One step of the history of the database `pagefile-models`. One that has shipped is never edited. */
export interface ModelRecordMigration {
  /** From 1, without gaps. */
  readonly version: number;
  readonly name: string;
  /** Tables that are new or whose keys changed, in Dexie's notation: primary key first, then indexes. */
  readonly tables: Readonly<Record<string, string>>;
}

/*
 * A migration changes keys and tables. What a row holds is not changed here: rows are parsed whenever they are
 * read, and what an older or newer version left out is filled in or the row passed over (parse-model-record.ts).
 */
export const modelRecordMigrations: readonly ModelRecordMigration[] = [
  { version: 1, name: 'initial', tables: { models: 'key', files: '[model+place], place' } },
];
