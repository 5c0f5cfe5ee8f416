import type { Precision } from '../llm/choose-precision.ts';
import type { FilesState } from '../llm/files-state.ts';
import type { KeptRow, ModelRow } from '../llm/model-row.ts';
import type { Request } from './rpc.ts';

/** What the model-files worker answers. It alone writes and removes models' files; the llm worker reads them. */
export type ModelFilesRequests = {
  /** Where the files of these rows stand, in their order, and the rows of the person's own files. */
  list: Request<
    { readonly rows: readonly KeptRow[]; readonly precision: Precision },
    { readonly states: readonly FilesState[]; readonly own: readonly OwnModel[] }
  >;
  /**
   * Downloads what is missing, checks it and keeps it; goes on where an earlier try ended. Ends with
   * `ready`, `paused`, `absent` (cancelled) or `failed`; every state on the way is pushed.
   */
  download: Request<{ readonly row: KeptRow; readonly precision: Precision }, FilesState>;
  /** Ends the download under way and keeps what has come. */
  pause: Request<{ readonly id: string }, null>;
  /** Ends the download under way, and frees what had come of it. */
  cancel: Request<{ readonly row: KeptRow }, { readonly freedBytes: number }>;
  /** Reads every file again and compares it with what was noted when it came. */
  verify: Request<{ readonly row: KeptRow; readonly precision: Precision }, FilesState>;
  /** Frees every byte of the model, in both precisions. */
  remove: Request<{ readonly row: KeptRow }, { readonly freedBytes: number }>;
  /**
   * Keeps a person's own files: one .gguf, the parts of a split one, or a folder of web-llm's. The files are
   * copied; rejects with a message for the person when they are no model, with nothing kept.
   */
  import: Request<{ readonly files: readonly NamedFile[] }, OwnModel>;
  /** Goes on with the downloads that a closed page interrupted. */
  resume: Request<{ readonly rows: readonly KeptRow[]; readonly precision: Precision }, null>;
};

/** `path` is relative to the folder that was chosen, or the file's name. */
export interface NamedFile {
  readonly path: string;
  readonly file: File;
}

export interface OwnModel {
  readonly row: ModelRow;
  readonly files: FilesState;
}

/** What it says unasked. */
export type ModelFilesPush = {
  readonly type: 'files-changed';
  readonly id: string;
  readonly files: FilesState;
};
