import { formatCount } from './format-count.ts';

/** What memory went with an answer that was taken back. */
export interface UndoneMemory {
  readonly blocks: readonly string[];
  readonly notes: number;
  readonly kept: readonly string[];
}

/** "Core memory (human) and 1 note were taken back with the answer they belonged to." Nothing for nothing. */
export function describeUndone({ blocks, notes, kept }: UndoneMemory): string {
  const gone = [
    ...(blocks.length > 0 ? [`Core memory (${blocks.join(', ')})`] : []),
    ...(notes > 0 ? [formatCount(notes, 'note')] : []),
  ];
  const several = gone.length > 1 || notes > 1;
  const sentence =
    gone.length === 0
      ? ''
      : `${gone.join(' and ')} ${several ? 'were' : 'was'} taken back with the answer ${several ? 'they' : 'it'} belonged to.`;
  return [sentence, describeKept(kept)].filter((it) => it !== '').join(' ');
}

/** "human was changed since and was left as it is." Nothing for nothing. */
export function describeKept(labels: readonly string[]): string {
  if (labels.length === 0) return '';
  const one = labels.length === 1;
  return `${labels.join(' and ')} ${one ? 'was' : 'were'} changed since and ${one ? 'was' : 'were'} left as ${one ? 'it is' : 'they are'}.`;
}
