import { contentFault } from './content-fault.ts';
import type { FetchContext } from './fetch-file.ts';
import type { WantedFile } from './file-list.ts';
import { safeName } from './file-place.ts';
import type { FileRecord } from './model-records.ts';
import { PartialFile } from './partial-file.ts';
import { type Answer, LostConnection, readAnswer, UnusableAnswer } from './read-answer.ts';

/** One request for a file, or for its rest. What came stays whatever happens, and the record says how much. */
export class FetchAttempt {
  /** As it stands when `run` has ended. */
  record: FileRecord;
  /** How far into the file it got. */
  reachedBytes = 0;
  readonly #file: WantedFile;
  readonly #context: FetchContext;
  #flushedAt: number;

  constructor(file: WantedFile, record: FileRecord, context: FetchContext) {
    this.#file = file;
    this.record = { ...record, bytes: file.bytes ?? record.bytes };
    this.#context = context;
    this.#flushedAt = context.surroundings.now();
  }

  /**
   * @throws LostConnection or UnusableAnswer, after which there may be another attempt; FilesFailure; what the
   * platform throws when it can't store; the signal's reason
   */
  async run(): Promise<void> {
    const { folder, signal } = this.#context;
    const name = safeName(this.#file.name);
    const partial = await PartialFile.open(folder, name, this.record.receivedBytes, signal);
    try {
      this.#report(partial, 0);
      // Whole already when only its move failed, for want of room say.
      if (partial.bytes === 0 || partial.bytes !== this.record.bytes) await this.#receive(partial);
      await this.#accept(partial);
    } finally {
      partial.close();
    }
  }

  async #receive(partial: PartialFile): Promise<void> {
    const { signal, times } = this.#context;
    if (partial.bytes > 0 && !this.#canGoOn()) await this.#drop(partial);
    const stall = new AbortController();
    const stalled = () => stall.abort(new LostConnection('Nothing came for too long.'));
    let timer = setTimeout(stalled, times.stallMs);
    try {
      const answer = await this.#ask(partial.bytes, AbortSignal.any([signal, stall.signal]));
      await this.#begin(partial, answer);
      for await (const chunk of chunksOf(answer)) {
        clearTimeout(timer);
        await this.#append(partial, chunk);
        timer = setTimeout(stalled, times.stallMs);
      }
    } catch (thrown) {
      signal.throwIfAborted();
      stall.signal.throwIfAborted();
      if (thrown instanceof UnusableAnswer) await this.#drop(partial);
      // What `fetch` and a body's reader reject with when the line breaks, or was never there.
      throw thrown instanceof TypeError ? new LostConnection(thrown.message) : thrown;
    } finally {
      clearTimeout(timer);
      // Ends the request if it still runs.
      stall.abort();
      // A failure here is met again when the file is accepted; it must not hide the first one.
      await this.#flush(partial).catch(() => {});
    }
  }

  /**
   * No `If-Range`: it is no safelisted header, so that a host of another origin is asked for leave first, which
   * the hub's file servers don't give (huggingface/datasets issue 7931). The answer's own ETag is compared in
   * its place. A range is asked for from the first byte on: then nothing comes compressed, and a length is one.
   */
  #ask(from: number, signal: AbortSignal): Promise<Response> {
    const { surroundings, address } = this.#context;
    return surroundings.fetch(address(this.#file), {
      signal,
      headers: { range: `bytes=${from}-` },
      // Models are gigabytes, and kept by ourselves.
      cache: 'no-store',
      credentials: 'omit',
    });
  }

  /** Reads the answer's head, and drops what came of another version of the file or can't be gone on with. */
  async #begin(partial: PartialFile, answer: Response): Promise<void> {
    const { surroundings, onRevision, address } = this.#context;
    const { host } = new URL(address(this.#file));
    const asked = { from: partial.bytes, name: this.#file.name, host, date: surroundings.date() };
    const head = readAnswer(answer, asked);
    const { bytes, etag, lastModified } = head;
    if (this.#file.bytes !== null && bytes !== null && bytes !== this.#file.bytes) {
      throw new UnusableAnswer(`it has ${bytes} bytes and should have ${this.#file.bytes}`);
    }
    if (partial.bytes > 0 && head.from === 0) await this.#drop(partial);
    if (partial.bytes > 0 && (head.from !== partial.bytes || this.#hasChanged(head))) {
      await this.#drop(partial);
      throw new LostConnection('The host has another file now.');
    }
    if (head.revision !== null) await onRevision(head.revision);
    this.record = { ...this.record, bytes: bytes ?? this.#file.bytes, etag, lastModified };
    await this.#context.note(this.record);
    this.#report(partial, 0);
  }

  async #append(partial: PartialFile, chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    const { times, surroundings, onWaiting } = this.#context;
    const { bytes } = this.record;
    if (bytes !== null && partial.bytes + chunk.byteLength > bytes) {
      throw new UnusableAnswer(`it has more than ${bytes} bytes`);
    }
    partial.append(chunk);
    this.reachedBytes = partial.bytes;
    onWaiting(this.#file, false);
    this.#report(partial, chunk.byteLength);
    const isMuch = partial.bytes - this.record.receivedBytes >= times.flushBytes;
    if (isMuch || surroundings.now() - this.#flushedAt >= times.flushMs) await this.#flush(partial);
  }

  async #accept(partial: PartialFile): Promise<void> {
    const { note, keep } = this.#context;
    const received = await partial.finish();
    const fault = await contentFault({ ...this.#file, bytes: this.record.bytes }, received);
    if (fault !== null) {
      await partial.remove();
      await this.#forget();
      throw new UnusableAnswer(fault);
    }
    const { content, sha256 } = received;
    this.record = { ...this.record, receivedBytes: content.size, bytes: content.size };
    await note(this.record);
    await keep(this.record.place, partial, content);
    this.record = { ...this.record, sha256, isKept: true };
    await note(this.record);
    // Only now: whoever is ended in between finds the one or the other.
    await partial.remove();
  }

  /** Without a mark of the version, what is here could be of another one; a pinned hash would tell in the end. */
  #canGoOn(): boolean {
    const { etag, lastModified } = this.record;
    return etag !== null || lastModified !== null || this.#file.sha256 !== null;
  }

  #hasChanged({ etag, lastModified, bytes }: Answer): boolean {
    const before = this.record;
    if (before.bytes !== null && bytes !== null && before.bytes !== bytes) return true;
    if (before.etag !== null && etag !== null) return strong(before.etag) !== strong(etag);
    if (before.lastModified !== null && lastModified !== null) return before.lastModified !== lastModified;
    return this.#file.sha256 === null;
  }

  async #flush(partial: PartialFile): Promise<void> {
    if (partial.bytes === this.record.receivedBytes) return;
    partial.flush();
    this.#flushedAt = this.#context.surroundings.now();
    this.record = { ...this.record, receivedBytes: partial.bytes };
    await this.#context.note(this.record);
  }

  async #drop(partial: PartialFile): Promise<void> {
    partial.restart();
    await this.#forget();
  }

  async #forget(): Promise<void> {
    const { bytes } = this.#file;
    this.record = { ...this.record, bytes, etag: null, lastModified: null, receivedBytes: 0 };
    await this.#context.note(this.record);
    this.#context.onBytes(this.#file, 0, bytes, 0);
  }

  #report({ bytes }: PartialFile, came: number): void {
    this.#context.onBytes(this.#file, bytes, this.record.bytes, came);
  }
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (!next?.value) return;
    yield next.value;
  }
}

/** A host that compresses on the way marks its ETag as weak. */
function strong(etag: string): string {
  return etag.replace(/^W\//, '');
}
