/** Vectors of an earlier run, one record a text: 32 bytes that name the text, then its components as float32. */
export interface VectorStore {
  /** All records end to end; the last one may be cut off where a run was ended. */
  read(): Promise<ArrayBuffer>;
  append(records: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** The store that the evaluation's server keeps in the folder named by `--cache`; empty without one. */
export const servedVectors: VectorStore = {
  async read() {
    const answer = await fetch('/eval/vectors');
    if (!answer.ok) throw new Error(`The stored vectors could not be read (${answer.status}).`);
    return answer.arrayBuffer();
  },
  async append(records) {
    const answer = await fetch('/eval/vectors', { method: 'POST', body: records });
    if (!answer.ok) throw new Error(`Vectors could not be stored (${answer.status}).`);
  },
};
