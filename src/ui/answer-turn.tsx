import type { Interruption } from '../kernel/message.ts';
import { AnswerText } from './answer-text.tsx';
import { BranchButton } from './branch-button.tsx';
import { classNames } from './class-names.ts';
import { ContinueButton } from './continue-button.tsx';
import { CopyButton } from './copy-button.tsx';
import { LeftOutNote } from './left-out-note.tsx';
import { MemoryLine } from './memory-line.tsx';
import { MessageMenuButton } from './message-menu-button.tsx';
import { isProposed } from './proposal-act.ts';
import { ProposalsOfRun } from './proposals-of-run.tsx';
import { RegenerateButton } from './regenerate-button.tsx';
import { SourceList } from './source-list.tsx';
import styles from './transcript.module.css';
import type { MemoryAct, TranscriptEntry, TurnCause, TurnItem } from './transcript-entries.ts';
import { UndoButton } from './undo-button.tsx';
import { WrittenBy } from './written-by.tsx';

/** How a reply says why it ends where it does. */
const endings: Record<Interruption, string> = {
  stopped: 'Stopped.',
  'cut-off': 'The context window ended here.',
  closed: 'The app was closed here.',
  failed: 'The model failed here.',
};

interface AnswerTurnProps {
  readonly turn: Extract<TranscriptEntry, { type: 'turn' }>;
  readonly targetId: string | null;
  readonly busy: boolean;
}

/** What a run that nobody asked for begins with. */
const leads: Readonly<Record<TurnCause, string>> = {
  words: '',
  timer: 'Woke by itself',
  'memory-turn': 'Tidied its memory',
};

/** One run: what memory did, in a line that opens, and what was said. A run without words is that line alone. */
export function AnswerTurn({ turn, targetId, busy }: AnswerTurnProps) {
  const { items, cause, runId } = turn;
  const undoable = lastWrites(items);
  const lastReply = items.findLast((it) => it.type === 'reply');
  return (
    <article aria-label={lastReply || cause === 'words' ? 'Pagefile' : 'Memory'} className={styles.answer}>
      {leads[cause] !== '' && items[0]?.type === 'reply' && <p className={styles.quiet}>{leads[cause]}</p>}
      {items.map((item, index) =>
        item.type === 'memory' ? (
          // Items of a turn are only ever added at its end.
          // biome-ignore lint/suspicious/noArrayIndexKey: the order never changes
          <MemoryLine key={index} acts={item.acts} lead={index === 0 ? leads[cause] : ''}>
            {undoable.has(item) && runId && <UndoButton edits={{ runId: item.runId ?? runId }} />}
          </MemoryLine>
        ) : (
          <Reply
            key={item.messageId}
            reply={item}
            pointedOut={targetId !== null && [item.messageId, ...(item.earlierIds ?? [])].includes(targetId)}
            again={item === lastReply && cause === 'words'}
            busy={busy}
          />
        ),
      )}
      <ProposalsOfRun turn={turn} />
    </article>
  );
}

interface ReplyProps {
  readonly reply: Extract<TurnItem, { type: 'reply' }>;
  readonly pointedOut: boolean;
  /** Whether another answer can be asked for. */
  readonly again: boolean;
  readonly busy: boolean;
}

function Reply({ reply, pointedOut, again, busy }: ReplyProps) {
  const { messageId, earlierIds = [], modelId, text, citations, interrupted, leftOut = false } = reply;
  return (
    <div data-message={messageId} className={classNames(styles.answer, pointedOut && styles.pointedOut)}>
      {earlierIds.map((id) => (
        <span key={id} data-message={id} hidden />
      ))}
      <AnswerText text={text} citations={citations} />
      {interrupted && (
        <div className={styles.ending}>
          <p className={styles.quiet}>{endings[interrupted]} What was written is kept.</p>
          <ContinueButton messageId={messageId} busy={busy} />
        </div>
      )}
      {leftOut && <LeftOutNote messageId={messageId} busy={busy} />}
      <SourceList citations={citations} />
      <div className={styles.actions}>
        <CopyButton text={text} label="Copy the answer" />
        {again && <RegenerateButton messageId={messageId} busy={busy} />}
        <BranchButton messageId={messageId} />
        <MessageMenuButton message={{ messageId, text, isReply: true, leftOut }} busy={busy} />
        {modelId !== null && <WrittenBy modelId={modelId} />}
      </div>
    </div>
  );
}

/** For each run, where it last wrote memory: there that is taken back. */
function lastWrites(items: readonly TurnItem[]): ReadonlySet<TurnItem> {
  const last = new Map<string | undefined, TurnItem>();
  for (const item of items)
    if (item.type === 'memory' && item.acts.some(writesMemory)) last.set(item.runId, item);
  return new Set(last.values());
}

const writing = new Set([
  'core_memory_append',
  'core_memory_replace',
  'archival_memory_insert',
  'archival_memory_replace',
]);

function writesMemory(act: MemoryAct): boolean {
  return writing.has(act.functionName) && act.result?.ok !== false && !isProposed(act);
}
