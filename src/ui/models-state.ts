import type { AppRequests, ModelOffer, ModelOffers } from '../worker/app-protocol.ts';
import { without } from './without.ts';

export type ModelRow = ModelOffer['row'];
export type FilesState = ModelOffer['files'];
export type OverlongBlock = AppRequests['overlongBlocks']['result'][number];

/** Files of the person's own that are being kept as a model, or why they were not. */
export interface ModelImport {
  readonly key: number;
  readonly name: string;
  /** '' while they are being copied. */
  readonly problem: string;
}

/** What the page knows of models beyond the one in use. */
export interface ModelsState {
  /** What could be had when it was asked last; `null` until then. */
  readonly offers: ModelOffers | null;
  /** Why that is not known; '' when it is, or was not asked. */
  readonly problem: string;
  /** Where the files of each model stand, by id, as told last. */
  readonly files: Readonly<Record<string, FilesState>>;
  readonly imports: readonly ModelImport[];
  /** Blocks of core memory that don't fit the window of the model in use. */
  readonly overlong: readonly OverlongBlock[];
  /** Models that are being checked, with how many items are over. */
  readonly checking: Readonly<Record<string, number>>;
  /** Models whose download was seen here: `here` once it is done, until the check that is offered then is answered. */
  readonly coming: Readonly<Record<string, 'coming' | 'here'>>;
}

export type ModelsChange =
  /** `filesBefore`: what was known of files when it was asked; what was told since is newer than the answer. */
  | {
      readonly type: 'offers-known';
      readonly offers: ModelOffers;
      readonly filesBefore: ModelsState['files'];
    }
  | { readonly type: 'offers-failed'; readonly message: string }
  | { readonly type: 'files-known'; readonly id: string; readonly files: FilesState }
  | { readonly type: 'import-begun'; readonly key: number; readonly name: string }
  | { readonly type: 'import-ended'; readonly key: number; readonly problem: string }
  | { readonly type: 'check-went'; readonly id: string; readonly done: number | null }
  | { readonly type: 'check-answered'; readonly id: string }
  | { readonly type: 'overlong-known'; readonly blocks: readonly OverlongBlock[] };

export const initialModels: ModelsState = {
  offers: null,
  problem: '',
  files: {},
  imports: [],
  overlong: [],
  checking: {},
  coming: {},
};

export function reduceModels(state: ModelsState, change: ModelsChange): ModelsState {
  switch (change.type) {
    case 'offers-known':
      return withOffers(state, change.offers, change.filesBefore);
    case 'offers-failed':
      return { ...state, problem: change.message };
    case 'files-known':
      return {
        ...state,
        files: { ...state.files, [change.id]: change.files },
        coming: withComing(state.coming, change.id, change.files),
      };
    case 'check-went': {
      const { id, done } = change;
      const checking = done === null ? without(state.checking, id) : { ...state.checking, [id]: done };
      return { ...state, checking, coming: without(state.coming, id) };
    }
    case 'check-answered':
      return { ...state, coming: without(state.coming, change.id) };
    case 'import-begun':
      return { ...state, imports: [...state.imports, { key: change.key, name: change.name, problem: '' }] };
    case 'import-ended': {
      const { key, problem } = change;
      const imports =
        problem === ''
          ? state.imports.filter((it) => it.key !== key)
          : state.imports.map((it) => (it.key === key ? { ...it, problem } : it));
      return { ...state, imports };
    }
    case 'overlong-known':
      return { ...state, overlong: change.blocks };
  }
}

function withComing(coming: ModelsState['coming'], id: string, { state }: FilesState): ModelsState['coming'] {
  if (state === 'downloading') return { ...coming, [id]: 'coming' };
  if (state === 'ready') return coming[id] === 'coming' ? { ...coming, [id]: 'here' } : coming;
  return state === 'verifying' ? coming : without(coming, id);
}

function withOffers(state: ModelsState, offers: ModelOffers, filesBefore: ModelsState['files']): ModelsState {
  const files = { ...state.files };
  for (const { row, files: answered } of offers.offers) {
    if (state.files[row.id] === filesBefore[row.id]) files[row.id] = answered;
  }
  return { ...state, offers, files, problem: '' };
}

/** A model's name, where it is known; else its id, which reads much like it. */
export function modelName({ offers }: ModelsState, id: string): string {
  return offers?.offers.find((it) => it.row.id === id)?.row.name ?? id;
}

/** Whether bytes come in or are checked right now, which ends with the page. */
export function isGettingFiles({ files }: ModelsState): boolean {
  return Object.values(files).some((it) =>
    it.state === 'downloading' ? !it.isWaiting : it.state === 'verifying',
  );
}
