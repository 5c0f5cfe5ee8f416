import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { migrations, schemaVersion } from './migrations.ts';

/** One test for each migration, under its name. A new migration without one fails the first test below. */
const migrationTests: Readonly<Record<string, () => Promise<void>>> = {
  initial: async () => {
    const database = await openDatabase({ name: 'new', indexedDB: new IDBFactory(), IDBKeyRange });
    expect(database.backendDB().version).toBe(10 * schemaVersion);
    const tables = [...database.backendDB().objectStoreNames];
    expect(tables.sort()).toEqual(Object.keys(migrations[0]?.tables ?? {}).sort());
    for (const table of database.tables) expect(await table.count()).toBe(0);
    database.close();
  },
};

describe('migrations', () => {
  it('have a test each', () => {
    expect(Object.keys(migrationTests)).toEqual(migrations.map(({ name }) => name));
  });

  it('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
    expect(schemaVersion).toBe(migrations.at(-1)?.version);
  });

  for (const [name, test] of Object.entries(migrationTests)) it(`run: ${name}`, test);
});
