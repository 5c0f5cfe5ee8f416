import { expect, vi } from 'vitest';
import { cacheNames } from '../model-files.ts';
import { cachePlace, folderPlace } from './file-place.ts';
import { type ImportedModel, importModel } from './import-model.ts';
import type { ChosenFile } from './import-plan.ts';
import { keepFile, keptPlaces } from './model-folder.ts';
import { ModelRecords } from './model-records.ts';
import { removeEntry } from './opfs.ts';
import { ownBaseUrl } from './own-base-url.ts';
import { browserSurroundings } from './surroundings.ts';

/** The browser's real storage, emptied after each test, and notes in a database of its own. */
export class ImportWorld {
  readonly records: ModelRecords;
  /** What the browser says of its room. */
  estimate = { usage: 0, quota: 1e12 };
  readonly #database: string;

  static async create(): Promise<ImportWorld> {
    const database = `import-test-${crypto.randomUUID()}`;
    const world = new ImportWorld(await ModelRecords.open(database), database);
    await world.clearFiles();
    return world;
  }

  private constructor(records: ModelRecords, database: string) {
    this.records = records;
    this.#database = database;
  }

  async end(): Promise<void> {
    vi.restoreAllMocks();
    await this.clearFiles();
    this.records.close();
    indexedDB.deleteDatabase(this.#database);
  }

  importFiles(...chosen: (File | ChosenFile)[]): Promise<ImportedModel> {
    return this.importUntil(new AbortController().signal, ...chosen);
  }

  importUntil(signal: AbortSignal, ...chosen: (File | ChosenFile)[]): Promise<ImportedModel> {
    const files = chosen.map((it) => (it instanceof File ? { path: it.name, file: it } : it));
    const surroundings = { ...browserSurroundings, estimate: () => Promise.resolve(this.estimate) };
    return importModel(files, { records: this.records, surroundings, signal });
  }

  /** Expects a refusal in such words, and that nothing was kept. */
  async refuses(files: readonly (File | ChosenFile)[], message: RegExp): Promise<void> {
    await expect(this.importFiles(...files)).rejects.toMatchObject({
      name: 'ImportFailure',
      message: expect.stringMatching(message),
    });
    await expect(this.importFiles(...files)).rejects.toThrow(/Nothing was kept/);
    expect(await this.kept()).toEqual([]);
    expect(await this.records.models()).toEqual([]);
    expect(await this.records.files()).toEqual([]);
  }

  /** Every place that holds a file. */
  async kept(): Promise<string[]> {
    return [...(await keptPlaces())].sort();
  }

  async clearFiles(): Promise<void> {
    await removeEntry(await navigator.storage.getDirectory(), 'models');
    for (const name of Object.values(cacheNames)) await caches.delete(name);
  }

  /** The disk takes so many files, and refuses the next. */
  failKeepingAfter(files: number, error: DOMException): void {
    let kept = 0;
    const original = FileSystemFileHandle.prototype.createWritable;
    vi.spyOn(FileSystemFileHandle.prototype, 'createWritable').mockImplementation(function (
      this: FileSystemFileHandle,
      options,
    ) {
      kept += 1;
      return kept > files ? Promise.reject(error) : original.call(this, options);
    });
  }

  /** As when a tab is closed in the midst of an import. */
  async leaveRest(): Promise<void> {
    await keepFile(folderPlace('own-rest', 'rest.gguf'), new Blob(['rest']));
    await keepFile(cachePlace(cacheNames.model, `${ownBaseUrl('own-rest')}rest.bin`), new Blob(['rest']));
  }
}
