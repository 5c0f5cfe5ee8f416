import type { ModelStatus } from '../worker/app-protocol.ts';
import { describeGetting, type Getting } from './describe-getting.ts';
import { formatPercent } from './format-count.ts';

type Loading = Extract<ModelStatus, { state: 'loading' }>;

/**
 * Where the model stands, in the words of the chip in the header; `short` for a phone's. A model on its way
 * here is told before the one in use, which can be seen at work.
 */
export function describeModel(model: ModelStatus, getting: Getting | null, short = false): string {
  if (model.state === 'loading') return short ? formatPercent(model.phase.fraction) : describeLoading(model);
  if (getting) return describeGetting(getting, short);
  switch (model.state) {
    case 'none':
      return short ? 'Search only' : 'No model: search only';
    case 'ready':
      return model.row.name;
    case 'failed':
      return short ? 'Failed' : `${model.row.name} failed`;
  }
}

/** "Loading to the GPU 34%" */
export function describeLoading({ row, phase }: Loading): string {
  const percent = formatPercent(phase.fraction);
  switch (phase.name) {
    case 'loading':
      return `${row.engine === 'web-llm' ? 'Loading to the GPU' : 'Loading to memory'} ${percent}`;
    case 'compiling':
      return `Compiling ${percent}`;
    case 'ready':
      return 'Ready';
  }
}
