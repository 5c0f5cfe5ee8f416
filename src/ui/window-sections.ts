import type { WindowMap } from '../kernel/trace.ts';
import { formatCount } from './format-count.ts';

export type SectionName = 'system' | 'core' | 'summary' | 'queue';

export interface WindowSection {
  readonly name: SectionName;
  readonly label: string;
  readonly tokens: number;
}

/** The filled sections of the window, in the order in which they stand in the prompt. */
export function windowSections(map: WindowMap): readonly WindowSection[] {
  return [
    { name: 'system', label: 'System and functions', tokens: map.system },
    { name: 'core', label: 'Core memory', tokens: map.core },
    {
      name: 'summary',
      label:
        map.summaryMessages > 0 ? `Summary of ${formatCount(map.summaryMessages, 'message')}` : 'Summary',
      tokens: map.summary,
    },
    { name: 'queue', label: `Recent messages (${map.queueMessages})`, tokens: map.queue },
  ];
}
