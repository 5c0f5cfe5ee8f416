import { memo, type ReactNode, useMemo } from 'react';
import type { ConversationView } from '../worker/app-protocol.ts';
import { classNames } from './class-names.ts';
import { sameValue } from './same-value.ts';
import styles from './transcript.module.css';
import { TranscriptEntryView } from './transcript-entry-view.tsx';
import { guessHeight, type Stretch } from './transcript-stretches.ts';

interface EntriesProps {
  readonly stretch: Stretch;
  readonly versions: ConversationView['versions'];
  /** The message that a search led to, if it is in here. */
  readonly targetId: string | null;
  readonly busy: boolean;
}

interface TranscriptStretchProps extends EntriesProps {
  /** Drawn at all times, with what is being written below it in `children`. */
  readonly last: boolean;
  readonly children?: ReactNode;
}

/** Some entries, which the browser neither lays out nor paints while they are far from sight. */
export function TranscriptStretch({ last, children, ...entries }: TranscriptStretchProps) {
  const drawn = last || entries.targetId !== null;
  const { stretch } = entries;
  const height = useMemo(() => `auto ${Math.round(guessHeight(stretch))}px`, [stretch]);
  return (
    <div
      className={classNames(styles.stretch, !drawn && styles.far)}
      style={{ containIntrinsicBlockSize: height }}
      data-stretch={stretch.number}
    >
      <Entries {...entries} />
      {children}
    </div>
  );
}

/** By themselves, so that an answer which grows below them costs the same after one message and after hundreds. */
const Entries = memo(function Entries({ stretch, versions, targetId, busy }: EntriesProps) {
  return stretch.entries.map((entry) => (
    <TranscriptEntryView
      key={entry.key}
      entry={entry}
      targetId={targetId}
      versions={entry.type === 'said' ? versions[entry.messageId] : undefined}
      busy={busy}
    />
  ));
}, sameEntries);

function sameEntries(a: EntriesProps, b: EntriesProps): boolean {
  if (a.stretch !== b.stretch || a.targetId !== b.targetId || a.busy !== b.busy) return false;
  if (a.versions === b.versions) return true;
  return a.stretch.entries.every(
    (it) => it.type !== 'said' || sameValue(a.versions[it.messageId], b.versions[it.messageId]),
  );
}
