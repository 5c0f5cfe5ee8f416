import { HybridMemorySearch } from '../../src/storage/hybrid-memory-search.ts';
import { type OpenStores, openStores } from '../../src/storage/open-stores.ts';
import type { AppPush } from '../../src/worker/app-protocol.ts';
import { DocumentIntake } from '../../src/worker/document-intake.ts';
import { DocumentPace } from '../../src/worker/document-pace.ts';
import type { Outcome } from './documents-judge.ts';

const settledStates: readonly string[] = ['searchable', 'ready', 'failed'];
/** How often the stored rows are looked at, in milliseconds. */
const lookEvery = 50;

export interface NamedBytes {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** The app's own way in: its queue, the document worker, and a database on the disk. No two files of one name. */
export class EvalIntake {
  readonly #stores: OpenStores;
  readonly #intake: DocumentIntake;
  readonly #patience: number;
  readonly #refusals = new Map<string, string>();
  #lastSign = performance.now();

  /** @param patience milliseconds without any sign of work after which what is not done counts as hanging */
  static async open(patience: number): Promise<EvalIntake> {
    const stores = await openStores({ name: 'pagefile-eval-documents' });
    if (stores.kind !== 'device') throw new Error('There is no database to read from.');
    const opened = new EvalIntake(stores, patience);
    await opened.#intake.start();
    return opened;
  }

  private constructor(stores: OpenStores, patience: number) {
    this.#stores = stores;
    this.#patience = patience;
    const { library, workspace } = stores;
    const push = (push: AppPush) => this.#note(push);
    const now = () => Date.now();
    this.#intake = new DocumentIntake({
      library,
      settings: workspace,
      search: new HybridMemorySearch(stores),
      pace: new DocumentPace({ now, push }),
      push,
      now,
      onSearchable: async () => {},
      onEmbeddingPaused: () => {},
      onPaused: () => {},
      replace: (id) => library.removeDocument(id),
    });
  }

  /** Hands all files over at once, as dropped together, and waits until they are done or hang. */
  async add(files: readonly NamedBytes[]): Promise<void> {
    await this.#intake.add(files, 'eval');
    await this.#settled();
  }

  /** As after the person entered a password. */
  async open(name: string, password: string): Promise<void> {
    const document = await this.#documentOf(name);
    if (!document) return;
    await this.#intake.retry(document.id, password);
    await this.#settled();
  }

  /** Read back from the stored rows. */
  async outcome(name: string): Promise<Outcome> {
    const document = await this.#documentOf(name);
    const refusal = this.#refusals.get(name) ?? '';
    if (!document) return refusal === '' ? 'hangs' : { document, refusal, text: '', passages: [] };
    if (!settledStates.includes(document.state)) return 'hangs';
    const stored = await this.#stores.library.documentText(document.id);
    const passages = await this.#stores.memory.passagesOf(document.id, 0, document.passages);
    return { document, refusal, text: stored?.text ?? '', passages };
  }

  #note(push: AppPush): void {
    this.#lastSign = performance.now();
    if (push.type === 'file-refused') this.#refusals.set(push.name, push.message);
    if (push.type === 'notice') console.log(`The app said: ${push.message}`);
  }

  async #documentOf(name: string) {
    return (await this.#stores.library.documents()).find((it) => it.name === name) ?? null;
  }

  async #settled(): Promise<void> {
    this.#lastSign = performance.now();
    for (;;) {
      const documents = await this.#stores.library.documents();
      if (documents.every(({ state }) => settledStates.includes(state))) return;
      if (performance.now() - this.#lastSign > this.#patience) return;
      await new Promise((resolve) => setTimeout(resolve, lookEvery));
    }
  }
}
