import { documentHeadings } from '../documents/document-headings.ts';
import type { ExpandedArchive } from '../documents/expand-archive.ts';
import type { DocumentProblem, IntakeTicket, LibraryDocument } from '../kernel/document.ts';
import type { Passage } from '../kernel/passage.ts';
import type { HybridMemorySearch } from '../storage/hybrid-memory-search.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';
import type { AppPush, DroppedFile, IntakeStatus } from './app-protocol.ts';
import type { DocumentPace } from './document-pace.ts';
import type { DocumentRequests } from './document-protocol.ts';
import { newId } from './new-id.ts';
import { ReadingQueue } from './reading-queue.ts';
import { ReplacementOffers } from './replacement-offers.ts';
import { readInWorker } from './supervised-reader.ts';

/** Largest file taken in, in bytes. */
const LARGEST_FILE = 100 * 1024 * 1024;
/** A file whose reading was cut short so often may be what ends the app: it isn't begun by itself again. */
const MOST_BEGUN = 3;

const pausedSetting = 'intake-paused';
const newTicket: IntakeTicket = { conversationId: null, paused: false, begun: 0, taken: 0 };
const ticketOf = (document: LibraryDocument): IntakeTicket => document.intake ?? newTicket;

export interface DocumentIntakeDependencies {
  readonly library: LibraryStore;
  readonly search: Pick<HybridMemorySearch, 'passagesAdded'>;
  readonly settings: Pick<WorkspaceStore, 'setting' | 'saveSetting'>;
  readonly pace: DocumentPace;
  readonly push: (push: AppPush) => void;
  readonly now: () => number;
  /** A document became searchable by words. */
  readonly onSearchable: (document: LibraryDocument, conversationId: string | null) => Promise<void>;
  /** The embedding of one document was put off, or goes on; it is stored with the document. */
  readonly onEmbeddingPaused: () => void;
  /** Told at start, and whenever the person pauses everything or lets it go on. */
  readonly onPaused: (paused: boolean) => void;
  /** Removes a document whose place another takes, with all that belongs to it. */
  readonly replace: (id: string, by: string) => Promise<unknown>;
  readonly read?: typeof readInWorker;
}

type Contents = Extract<DocumentRequests['read']['result'], { readonly document: unknown }>;

/**
 * Takes documents in: the original is kept first, then read in a worker, then its passages are stored and
 * searchable by words, all before the embedder is asked for. What is left to do is stored with each document
 * (`IntakeTicket`), so that a reload loses nothing but the reading under way, which begins anew.
 */
export class DocumentIntake {
  readonly #deps: DocumentIntakeDependencies;
  readonly #queue = new ReadingQueue(true);
  readonly #offers: ReplacementOffers;
  #isPaused = false;

  constructor(deps: DocumentIntakeDependencies) {
    this.#deps = deps;
    this.#offers = new ReplacementOffers(deps.settings, () => this.#report());
  }

  get status(): IntakeStatus {
    return { paused: this.#isPaused, offers: this.#offers.all };
  }

  /** Goes on with what the end of the page interrupted; before that, nothing is read. */
  async start(): Promise<void> {
    const { library, settings, onPaused } = this.#deps;
    await this.#offers.load();
    this.#isPaused = (await settings.setting(pausedSetting)) === 'true';
    onPaused(this.#isPaused);
    for (const document of await library.documents()) {
      const { paused, begun } = ticketOf(document);
      if (document.state !== 'reading' || paused) continue;
      if (begun < MOST_BEGUN) this.#enqueue(document);
      // On a full disk not even that can be written; the app opens all the same.
      else await this.#fail(document.id, cutShort).catch(() => {});
    }
    await this.#queue.hold(this.#isPaused);
  }

  /**
   * Keeps each file's original, or says why not; rejects with `StorageError` when there is no room.
   * @param droppedAt what came since then came with these files, and is no earlier version of them
   */
  async add(files: readonly DroppedFile[], conversationId: string, droppedAt?: number): Promise<void> {
    const since = droppedAt ?? this.#deps.now();
    for (const file of files) {
      const refusal = await this.#keep(file, conversationId, since);
      if (refusal) this.#deps.push({ type: 'file-refused', name: file.name, message: refusal });
    }
  }

  /** Reads a kept original again; with the password that it asked for, which is not kept. */
  async retry(id: string, password?: string): Promise<void> {
    await this.#queue.takeOut(id);
    const reading = await this.#change(id, (document) => ({
      ...document,
      state: 'reading',
      problem: null,
      intake: { ...ticketOf(document), paused: false, begun: 0 },
    }));
    if (reading) this.#enqueue(reading, password);
  }

  /** Puts off the reading of a document, or once it is read the rest of its embedding, until it is resumed. */
  async pause(id: string): Promise<void> {
    await this.#queue.takeOut(id);
    const document = await this.#change(id, (it) => withPause(it, true));
    if (document?.state === 'searchable') this.#embeddingPaused(id);
  }

  async resume(id: string): Promise<void> {
    // A second press must not queue it twice.
    await this.#queue.takeOut(id);
    const document = await this.#change(id, (it) => withPause(it, false));
    if (document?.state === 'reading') this.#enqueue(document);
    else if (document) this.#embeddingPaused(id);
  }

  /** Puts off all reading and embedding, or lets it go on. Kept across reloads. */
  async pauseAll(paused: boolean): Promise<void> {
    this.#isPaused = paused;
    this.#deps.onPaused(paused);
    this.#report();
    await this.#queue.hold(paused);
    await this.#deps.settings.saveSetting(pausedSetting, String(paused));
  }

  /** The person said whether a document takes the place of the earlier one of its name, or both stay. */
  async answer(id: string, replaces: boolean): Promise<void> {
    const offer = this.#offers.of(id);
    const document = await this.#deps.library.document(id);
    if (!offer || !document) return;
    if (!replaces) return this.#offers.forget(id, true);
    await this.#offers.put({ ...offer, replaces: true });
    if (document.state === 'searchable' || document.state === 'ready') await this.#replaceEarlier(id);
  }

  /**
   * A document is about to be removed: the reading of it ends. What came out of an archive stays, which is said.
   * Resolves once nothing more of it will be stored.
   */
  async cancel(id: string): Promise<void> {
    await this.#queue.takeOut(id);
    this.#deps.pace.rests(id);
    await this.#offers.forget(id);
    const document = await this.#deps.library.document(id);
    if (document?.state !== 'reading') return;
    const { taken } = ticketOf(document);
    if (taken === 0) return;
    const stay =
      taken === 1
        ? 'One document had come out of it and stays'
        : `${taken} documents had come out of it and stay`;
    this.#deps.push({ type: 'notice', message: `${document.name} was cancelled. ${stay} in the library.` });
  }

  #embeddingPaused(id: string): void {
    this.#deps.onEmbeddingPaused();
    // What was under way may still be stored; the pace so far says nothing of the time to come.
    this.#deps.pace.rests(id);
  }

  async #keep(
    { name, bytes }: DroppedFile,
    conversationId: string | null,
    since: number,
  ): Promise<string | null> {
    const { library, now, push } = this.#deps;
    if (bytes.byteLength > LARGEST_FILE) {
      return `${name} is larger than 100 MB. Nothing of it was kept. Split it and drop the parts.`;
    }
    const sha256 = await hash(bytes);
    const known = await library.documentBySha256(sha256);
    if (known) return `${name} is in your library already, as ${known.name}.`;
    const earlier = (await library.documents()).find((it) => it.name === name && it.addedAt < since);
    const document: LibraryDocument = {
      id: newId(),
      name,
      format: 'unknown',
      bytes: bytes.byteLength,
      sha256,
      addedAt: now(),
      state: 'reading',
      pages: null,
      passages: 0,
      embedded: 0,
      problem: null,
      intake: { ...newTicket, conversationId },
    };
    await library.addDocument(document, bytes);
    push({ type: 'document-changed', document });
    if (earlier) await this.#offers.put({ id: document.id, earlierId: earlier.id, replaces: false });
    this.#enqueue(document);
    return null;
  }

  #enqueue({ id, bytes }: LibraryDocument, password?: string): void {
    this.#queue.add({ id, bytes, run: (signal) => this.#run(id, signal, password) });
  }

  /** Whatever goes wrong is told, so that the queue goes on. */
  async #run(id: string, signal: AbortSignal, password?: string): Promise<boolean> {
    const { pace, push } = this.#deps;
    try {
      return await this.#read(id, signal, password);
    } catch (error) {
      await this.#fail(id, { code: 'storage-full', message: messageOf(error) }).catch((failure) =>
        push({ type: 'notice', message: messageOf(failure) }),
      );
      return true;
    } finally {
      pace.rests(id);
    }
  }

  async #read(id: string, signal: AbortSignal, password?: string): Promise<boolean> {
    const { library, pace, push, read = readInWorker } = this.#deps;
    const document = await this.#changeTicket(id, ({ begun }) => ({ begun: begun + 1 }));
    const bytes = document && (await library.documentBytes(id));
    // Removed while it waited.
    if (!document || !bytes) return true;
    pace.went(id, 0, 0);
    const file = { name: document.name, bytes, ...(password !== undefined && { password }) };
    const result = await read(file, {
      signal,
      onProgress({ page, pages }) {
        push({ type: 'document-progress', id, page, pages });
        pace.went(id, page, pages);
      },
    });
    const isDone =
      !signal.aborted &&
      (!result.ok || !('archive' in result) || (await this.#expand(id, result.archive, signal)));
    // Ended by the person: that it was begun says nothing against it.
    if (!isDone) await this.#changeTicket(id, { begun: 0 });
    else if (!result.ok) await this.#fail(id, result.problem);
    else if ('document' in result) await this.#store(document, result);
    return isDone;
  }

  async #store(
    document: LibraryDocument,
    { document: extracted, passages: drafts }: Contents,
  ): Promise<void> {
    const { library, search, push, onSearchable } = this.#deps;
    const { format, text, pages, problem } = extracted;
    const passages: Passage[] = drafts.map((draft) => ({
      ...draft,
      id: newId(),
      documentId: document.id,
      createdAt: document.addedAt,
      runId: null,
    }));
    const { intake, ...kept } = document;
    const searchable: LibraryDocument = {
      ...kept,
      format,
      problem,
      state: 'searchable',
      pages: pages?.length ?? null,
      passages: passages.length,
      embedded: 0,
    };
    const headings = documentHeadings(extracted);
    await library.storeExtraction(searchable, { text, pages, headings }, passages);
    search.passagesAdded(passages);
    push({ type: 'document-changed', document: searchable });
    await onSearchable(searchable, intake?.conversationId ?? null);
    if (!this.#offers.of(document.id)?.replaces) return;
    await this.#replaceEarlier(document.id).catch((error) =>
      push({ type: 'notice', message: messageOf(error) }),
    );
  }

  /** The new one can be searched by now: neither is missing for a moment. */
  async #replaceEarlier(id: string): Promise<void> {
    const offer = this.#offers.of(id);
    if (!offer) return;
    await this.#deps.replace(offer.earlierId, id);
    await this.#offers.forget(id);
  }

  /**
   * The documents in an archive become documents of their own, and then the archive is no longer kept. Were
   * this interrupted, the archive is read again, and those that were taken out are known by their hash.
   * Returns false when `signal` ended it.
   */
  async #expand(id: string, { files, refused }: ExpandedArchive, signal: AbortSignal): Promise<boolean> {
    const { library, push } = this.#deps;
    const archive = await library.document(id);
    if (!archive) return true;
    const { conversationId } = ticketOf(archive);
    let taken = 0;
    for (const { name, bytes } of files) {
      if (signal.aborted) break;
      const known = await library.documentBySha256(await hash(bytes.buffer));
      const cameBefore = known !== null && known.addedAt >= archive.addedAt;
      const refusal = cameBefore
        ? null
        : await this.#keep({ name, bytes: bytes.buffer }, conversationId, archive.addedAt);
      if (refusal) push({ type: 'file-refused', name, message: refusal });
      else taken++;
    }
    if (signal.aborted) await this.#changeTicket(id, { taken });
    if (signal.aborted) return false;
    for (const { name, message } of refused) push({ type: 'file-refused', name, message });
    await this.#discard(id);
    return true;
  }

  /** A file that is no document is not kept; any other stays, with what to do. */
  async #fail(id: string, problem: DocumentProblem): Promise<void> {
    if (problem.code !== 'unsupported') {
      await this.#change(id, (document) => ({ ...document, state: 'failed', problem }));
      return;
    }
    const document = await this.#deps.library.document(id);
    await this.#discard(id);
    if (document) this.#deps.push({ type: 'file-refused', name: document.name, message: problem.message });
  }

  async #discard(id: string): Promise<void> {
    await this.#deps.library.removeDocument(id);
    this.#deps.push({ type: 'document-removed', id });
    await this.#offers.forget(id);
  }

  /** Of a document that is not read yet; `null` for any other. */
  #changeTicket(
    id: string,
    change: Partial<IntakeTicket> | ((ticket: IntakeTicket) => Partial<IntakeTicket>),
  ): Promise<LibraryDocument | null> {
    return this.#change(id, (document) => {
      if (document.state !== 'reading') return null;
      const ticket = ticketOf(document);
      const changes = typeof change === 'function' ? change(ticket) : change;
      return { ...document, intake: { ...ticket, ...changes } };
    });
  }

  /** Returns the document as it is then; `null` when it is gone, or `change` left it alone. */
  async #change(
    id: string,
    change: (document: LibraryDocument) => LibraryDocument | null,
  ): Promise<LibraryDocument | null> {
    const document = await this.#deps.library.changeDocument(id, change);
    if (document) this.#deps.push({ type: 'document-changed', document });
    return document;
  }

  #report(): void {
    this.#deps.push({ type: 'intake-changed', intake: this.status });
  }
}

/** `null` where there is nothing to put off. */
function withPause(document: LibraryDocument, paused: boolean): LibraryDocument | null {
  if (document.state === 'reading') return { ...document, intake: { ...ticketOf(document), paused } };
  if (document.state !== 'searchable') return null;
  const { isEmbeddingPaused: _, ...rest } = document;
  return paused ? { ...rest, isEmbeddingPaused: true } : rest;
}

const cutShort: DocumentProblem = {
  code: 'unreadable',
  message: `Reading this file was cut short ${MOST_BEGUN} times, each time by the end of the app, so it was not begun again by itself. The file was kept. Retry, or save it in smaller files and add those.`,
};

async function hash(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
