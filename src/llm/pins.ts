import filled from './pins.json' with { type: 'json' };

/** What is known beforehand of a model's files: `npm run pin-models` asks their hosts for it. */
export interface ModelPins {
  /** The commit of the model's folder at the hub. */
  readonly revision: string;
  /** By the file's path in the folder; the library, which lies elsewhere, by its whole address. */
  readonly files: Readonly<Record<string, FilePin>>;
}

export interface FilePin {
  /** The same bytes for good: the address with a commit in place of the branch. */
  readonly url: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

/**
 * By `modelKey`. A model without pins is trusted on first use: what came is noted and compared from then on
 * (`files/model-records.ts`).
 */
export const pins: Readonly<Record<string, ModelPins>> = filled;
