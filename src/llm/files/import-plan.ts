import type { ModelRow } from '../model-row.ts';

/** A file of the person's, by its path in the folder that was chosen, or its name. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

/**
 * What an import will keep, once the files have been looked at. Where it lies depends on the model's id, which
 * is made from the files' hashes.
 */
export interface ImportPlan {
  readonly files: readonly PlannedFile[];
  row(id: string): ModelRow;
}

export interface PlannedFile {
  readonly name: string;
  readonly content: Blob;
  /** What the model's own list says, in hex; `null` where it says nothing. */
  readonly md5: string | null;
  place(id: string): string;
}
