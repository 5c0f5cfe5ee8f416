import type { AppRequests } from '../worker/app-protocol.ts';
import { describeKept } from './describe-undone.ts';
import { formatCount } from './format-count.ts';

type Writes = AppRequests['documentWrites']['result'];

/** "1 change of core memory, 2 notes"; nothing for nothing. */
export function countWrites({ blockEdits, notes }: Writes): string {
  const counts = [
    blockEdits.length > 0
      ? formatCount(blockEdits.length, 'change of core memory', 'changes of core memory')
      : '',
    notes.length > 0 ? formatCount(notes.length, 'note') : '',
  ];
  return counts.filter((it) => it !== '').join(', ');
}

/** What came of taking it all back: "human was changed since and was left as it is. The rest was taken back." */
export function describeTakenBack({ blockEdits, notes }: Writes, kept: readonly string[]): string {
  if (kept.length === 0) return 'Taken back.';
  const rest = notes.length > 0 || blockEdits.some(({ label }) => !kept.includes(label));
  return `${describeKept(kept)}${rest ? ' The rest was taken back.' : ''}`;
}
