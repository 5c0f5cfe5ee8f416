/**
 * A file that tells how much of it is read. wllama reads files piece by piece and reports no progress, so that
 * a load which stands still could not be told from a slow one.
 */
export class WatchedBlob extends Blob {
  readonly #onRead: (bytes: number) => void;

  /** Holds no copy: the parts of a Blob are read where they lie. */
  constructor(file: Blob, onRead: (bytes: number) => void) {
    super([file]);
    this.#onRead = onRead;
  }

  override slice(start = 0, end = this.size, type?: string): Blob {
    this.#onRead(Math.max(0, Math.min(end, this.size) - start));
    return super.slice(start, end, type);
  }

  /** Read in one go by engines without promise integration. */
  override stream(): ReturnType<Blob['stream']> {
    const onRead = this.#onRead;
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        onRead(chunk.byteLength);
        controller.enqueue(chunk);
      },
    });
    return super.stream().pipeThrough(counter);
  }
}
