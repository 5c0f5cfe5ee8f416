import type { RunOutcome } from '../kernel/trace.ts';

/** What the live region says when a run ends; '' where that is said elsewhere. */
export function describeOutcome(outcome: RunOutcome): string {
  switch (outcome.type) {
    case 'answered':
      return 'Answer ready';
    case 'stopped':
      return 'Stopped';
    // Errors announce themselves where they are shown.
    case 'failed':
    case 'slept':
      return '';
  }
}
