import type { Phase } from '../kernel/trace.ts';
import { formatCount } from './format-count.ts';

/** What the run is doing, in words; `null` before it has said. */
export function describePhase(phase: Phase | null): string {
  switch (phase?.name) {
    case 'reading':
      return `Reading ${formatCount(phase.tokens, 'token')}`;
    case 'thinking':
      return 'Thinking';
    case 'writing':
      return 'Writing';
    case 'searching':
      return phase.query === '' ? 'Searching memory' : `Searching memory for “${phase.query}”`;
    case 'remembering':
      return 'Tidying its memory';
    case undefined:
      return 'Starting';
  }
}
