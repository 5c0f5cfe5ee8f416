import type { AppPush, ModelStatus } from '../worker/app-protocol.ts';
import type { NamedFile } from '../worker/model-files-protocol.ts';
import type { AppStore } from './app-store.ts';
import { errorMessage } from './error-message.ts';
import type { ModelsChange } from './models-state.ts';

/** What concerns models wherever one is in the page. What fails is said in the state. */
export interface ModelActions {
  /** Asks which models can be had here. Asked again meanwhile, it answers for the later asking too. */
  askModels(): Promise<void>;
  /** Keeps the person's own files, each of `models` being all the files of one. */
  importModels(models: readonly (readonly NamedFile[])[]): Promise<void>;
  /** Asks which blocks of core memory don't fit the window of the model in use. */
  askOverlong(): Promise<void>;
}

type FilesPush = Extract<AppPush, { type: 'model-files-changed' }>;

/**
 * Follows what the worker says of models and asks what the page has to know by then: the name of one that is
 * on its way, the space that one takes, the blocks that are too long for one. `keepStorage` asks the browser
 * to keep this site's data, once a first download is worth keeping.
 */
export function createModelActions(store: AppStore, keepStorage: () => Promise<void>): ModelActions {
  const { client, dispatch, getState } = store;
  /** Models whose files came through this page's eyes. */
  const coming = new Set<string>();
  const stood = new Map<string, string>();
  /** Models that were asked for because their names were not known: once is enough. */
  const askedFor = new Set<string>();
  let asking: Promise<void> | null = null;
  let askAgain = false;
  let nextKey = 1;

  const change = (it: ModelsChange) => dispatch({ type: 'models', change: it });

  async function ask(): Promise<void> {
    const filesBefore = getState().models.files;
    try {
      change({ type: 'offers-known', offers: await client.call('models', {}), filesBefore });
    } catch (error) {
      change({ type: 'offers-failed', message: errorMessage(error) });
    }
  }

  function askModels(): Promise<void> {
    askAgain = asking !== null;
    asking ??= (async () => {
      do {
        askAgain = false;
        await ask();
      } while (askAgain);
      asking = null;
    })();
    return asking;
  }

  async function askStorage(): Promise<void> {
    const storage = await client.call('storage', {}).catch(() => null);
    if (storage) dispatch({ type: 'storage-known', storage });
  }

  async function askOverlong(): Promise<void> {
    const blocks = await client.call('overlongBlocks', {}).catch(() => null);
    if (blocks && getState().model.state === 'ready') change({ type: 'overlong-known', blocks });
  }

  async function importOne(files: readonly NamedFile[]): Promise<void> {
    const key = nextKey++;
    change({ type: 'import-begun', key, name: importName(files) });
    try {
      await client.call('importModel', { files });
      change({ type: 'import-ended', key, problem: '' });
      await keepStorage();
      await askModels();
    } catch (error) {
      change({ type: 'import-ended', key, problem: errorMessage(error) });
    }
  }

  function filesChanged({ id, files }: FilesPush): void {
    const before = stood.get(id);
    stood.set(id, files.state);
    if (files.state === 'downloading') coming.add(id);
    const unknown = !getState().models.offers?.offers.some((it) => it.row.id === id) && !askedFor.has(id);
    if (unknown) askedFor.add(id);
    const settled = before !== files.state && files.state !== 'downloading' && files.state !== 'verifying';
    if (settled) void askStorage();
    if (unknown || settled) void askModels();
    if (files.state === 'ready' && coming.delete(id) && !getState().storage.persisted) void keepStorage();
  }

  function modelChanged(model: ModelStatus): void {
    if (model.state === 'ready') return void askOverlong();
    if (getState().models.overlong.length > 0) change({ type: 'overlong-known', blocks: [] });
    // Whether what is lighter has to be downloaded first, and its size.
    if (model.state === 'failed' && model.lighter && !getState().models.offers) void askModels();
  }

  client.subscribe((push) => {
    if (push.type === 'model-files-changed') filesChanged(push);
    else if (push.type === 'model-changed') modelChanged(push.model);
    else if (push.type === 'model-check' && push.done === null) void askModels();
    else if (push.type === 'block-changed' && getState().models.overlong.length > 0) void askOverlong();
  });

  return {
    askModels,
    askOverlong,
    async importModels(models) {
      for (const files of models) await importOne(files);
    },
  };
}

/** What a model of one's own is called until it has been read: its folder, or its first file. */
function importName(files: readonly NamedFile[]): string {
  const [first] = files;
  if (!first) return '';
  const [folder = '', ...below] = first.path.split('/');
  return files.length > 1 && below.length > 0 ? folder : (below.at(-1) ?? folder);
}
