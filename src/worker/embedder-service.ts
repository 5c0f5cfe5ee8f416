import { embedderCatalogue, embedderRow, shippedEmbedder } from '../embedding/embedder-catalogue.ts';
import { embedderOfModelId } from '../embedding/embedder-model-id.ts';
import type { EmbedderRow } from '../embedding/embedder-row.ts';
import type { FilesState } from '../llm/files-state.ts';
import type { EmbedderFilesRow } from '../llm/model-row.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { AppPush, AppRequests, EmbedderOffer } from './app-protocol.ts';
import type { ChosenEmbedder } from './chosen-embedder.ts';
import { embedderFilesRow } from './embedder-files-row.ts';
import type { EmbedderSettings } from './embedder-settings.ts';
import type { SupervisedModelFiles } from './supervised-model-files.ts';

type Params<Name extends keyof AppRequests> = AppRequests[Name]['params'];
type Result<Name extends keyof AppRequests> = Promise<AppRequests[Name]['result']>;

export interface EmbedderServiceDependencies {
  readonly library: Pick<LibraryStore, 'vectorModels'>;
  readonly settings: Pick<EmbedderSettings, 'chosen' | 'setChosen'>;
  readonly chosen: Pick<ChosenEmbedder, 'row' | 'choose'>;
  readonly files: Pick<SupervisedModelFiles, 'list' | 'download' | 'pause' | 'remove' | 'verify'>;
  /** Files are kept from here on: the next start looks for what was interrupted. */
  readonly noteFiles: () => Promise<void>;
  readonly freeBytes: () => Promise<number | null>;
  /** Another embedder was chosen. */
  readonly onChosen: () => Promise<void>;
  readonly push: (push: AppPush) => void;
}

/** What these files are in does not depend on the device. */
const anyPrecision = 'q4f32_1';

/** What the page can ask about embedders. */
export class EmbedderService {
  readonly #deps: EmbedderServiceDependencies;
  readonly #checked = new Set<string>();
  #keptBytes = 0;

  constructor(deps: EmbedderServiceDependencies) {
    this.#deps = deps;
  }

  /** What the downloaded ones take on this device, as of the last look. */
  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** Takes up the choice as it was stored. */
  async start(): Promise<void> {
    this.#deps.chosen.choose(await this.#deps.settings.chosen());
  }

  async embedders(): Result<'embedders'> {
    const { chosen, freeBytes } = this.#deps;
    return {
      offers: await this.#offers(),
      chosenId: chosen.row.id,
      searchedId: await this.#searchedId(),
      freeBytes: await freeBytes(),
    };
  }

  async getEmbedder({ id }: Params<'getEmbedder'>): Result<'getEmbedder'> {
    const { files, noteFiles, push } = this.#deps;
    const row = kept(id);
    await noteFiles();
    files.download(row, anyPrecision).catch((error: unknown) => {
      push({ type: 'notice', message: error instanceof Error ? error.message : String(error) });
    });
    return null;
  }

  async pauseEmbedder({ id }: Params<'pauseEmbedder'>): Result<'pauseEmbedder'> {
    await this.#deps.files.pause(id);
    return null;
  }

  async deleteEmbedder({ id }: Params<'deleteEmbedder'>): Result<'deleteEmbedder'> {
    const row = kept(id);
    const isUsed = id === this.#deps.chosen.row.id || id === (await this.#searchedId());
    if (isUsed) {
      throw new Error(
        `Search by meaning still uses ${row.name}. Nothing was deleted. Choose another one, and wait until all ` +
          'texts are embedded with it.',
      );
    }
    return this.#deps.files.remove(row);
  }

  async chooseEmbedder({ id }: Params<'chooseEmbedder'>): Result<'chooseEmbedder'> {
    const row = embedderRow(id);
    const offer = row && (await this.#offers()).find((it) => it.row.id === id);
    if (!offer) throw new Error(unknownEmbedder);
    if (offer.files.state !== 'ready') {
      throw new Error(`${offer.row.name} is not on this device yet. Nothing was changed; get it first.`);
    }
    const { settings, chosen, onChosen } = this.#deps;
    await settings.setChosen(row);
    chosen.choose(row);
    await onChosen();
    return null;
  }

  /** It did not load: whether its files are still what came is looked at, once, and told like any other state. */
  check(row: EmbedderRow): void {
    const files = embedderFilesRow(row);
    if (files === null || this.#checked.has(row.id)) return;
    this.#checked.add(row.id);
    void this.#deps.files.verify(files, anyPrecision).catch(() => {});
  }

  /** Looks what they take on this device. */
  async weigh(): Promise<void> {
    await this.#offers();
  }

  async #offers(): Promise<readonly EmbedderOffer[]> {
    const rows = embedderCatalogue.flatMap((row) => embedderFilesRow(row) ?? []);
    const { states } = await this.#deps.files.list(rows, anyPrecision);
    const stateOf = ({ id }: EmbedderRow): FilesState =>
      states[rows.findIndex((row) => row.id === id)] ?? { state: 'absent' };
    this.#keptBytes = states.reduce((sum, files) => sum + bytesOf(files), 0);
    return embedderCatalogue.map((row) => ({ row, files: row === shippedEmbedder ? shipped : stateOf(row) }));
  }

  async #searchedId(): Promise<string | null> {
    const models = await this.#deps.library.vectorModels();
    return models && (embedderOfModelId(models.searched)?.id ?? null);
  }
}

/** It is part of the app, and needs no download of its own. */
const shipped: FilesState = { state: 'ready', bytes: shippedEmbedder.downloadMb * 1e6 };

const unknownEmbedder = 'This search model is not known here any more. Nothing was changed.';

/** @throws Error for the shipped one, and for one that is not known */
function kept(id: string): EmbedderFilesRow {
  const row = embedderRow(id);
  const files = row && embedderFilesRow(row);
  if (!files) throw new Error(unknownEmbedder);
  return files;
}

function bytesOf(files: FilesState): number {
  if (files.state === 'ready') return files.bytes;
  return 'receivedBytes' in files ? files.receivedBytes : 0;
}
