import { memo, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from 'react';
import type { ConversationView } from '../worker/app-protocol.ts';
import { VIEW_MESSAGES } from './app-actions.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { RunEnding } from './run-ending.tsx';
import { RunningAnswer } from './running-answer.tsx';
import styles from './transcript.module.css';
import { type TranscriptEntry, transcriptEntries } from './transcript-entries.ts';
import { TranscriptEntryView } from './transcript-entry-view.tsx';
import { useApp, useAppState } from './use-app.ts';
import { useStickToBottom } from './use-stick-to-bottom.ts';

interface TranscriptProps {
  readonly view: ConversationView;
  readonly running: boolean;
  /** A message to show and point out, from a search. */
  readonly target: string | null;
}

export function Transcript({ view, running, target }: TranscriptProps) {
  const { actions } = useApp();
  const { conversation, messages, partialReply, hasEarlier, versions } = view;
  const ending = useAppState((state) => state.endings[conversation.id]);
  const { scroller, content, away, stick, release, showFrom } = useStickToBottom();
  const fromEnd = useRef<number | null>(null);
  const entries = useMemo(
    () => transcriptEntries({ conversation, messages, partialReply }),
    [conversation, messages, partialReply],
  );
  const lastSaid = entries.findLast((it) => it.type === 'said');
  const askedId = lastSaid?.messageId;
  const found = entries.at(-1)?.type === 'search';
  const lost = useAppState((state) => state.lost !== null);
  // Between the asking for another version and its coming as well.
  const busy = running || lost || messages.at(-1)?.abandoned === true;

  const opened = useRef(false);
  const follow = useEffectEvent(() => {
    // Going over to another version moves nothing: one reads on where one was.
    if (!askedId || (opened.current && !running)) return;
    const question = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(askedId)}"]`);
    // What one has just said oneself, one wants to see answered. What is found comes all at once, the best
    // of it first: there the question goes to the top.
    if (found && question) showFrom(question);
    else stick();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something was asked, or found at once
  useEffect(() => {
    follow();
    opened.current = true;
  }, [askedId, found]);

  useEffect(() => {
    if (!target) return;
    const element = scroller.current?.querySelector(`[data-message="${CSS.escape(target)}"]`);
    if (!element) return;
    release();
    element.scrollIntoView({ block: 'center' });
  }, [target, scroller, release]);

  const first = messages[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when earlier messages have come in above
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || fromEnd.current === null) return;
    element.scrollTop = element.scrollHeight - fromEnd.current;
    fromEnd.current = null;
  }, [first, scroller]);

  function showEarlier(): void {
    const element = scroller.current;
    if (element) fromEnd.current = element.scrollHeight - element.scrollTop;
    release();
    void actions.openChat(conversation.id, messages.length + VIEW_MESSAGES);
  }

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label="Conversation">
        <div
          ref={content}
          className={styles.column}
          role="log"
          aria-label="Messages"
          aria-live="off"
          aria-busy={running}
        >
          {hasEarlier && (
            <Button small className={styles.earlier} onClick={showEarlier}>
              Show earlier messages
            </Button>
          )}
          <Entries entries={entries} versions={versions} targetId={target} busy={busy} />
          {running ? (
            <RunningAnswer conversationId={conversation.id} />
          ) : (
            ending && <RunEnding ending={ending} askedId={askedId} />
          )}
        </div>
      </section>
      {away && (
        <IconButton
          icon="down"
          label="To the latest message"
          className={styles.latest}
          onClick={() => stick(true)}
        />
      )}
    </div>
  );
}

interface EntriesProps {
  readonly entries: readonly TranscriptEntry[];
  readonly versions: ConversationView['versions'];
  readonly targetId: string | null;
  readonly busy: boolean;
}

/** By themselves, so that an answer which grows below them costs the same after one message and after hundreds. */
const Entries = memo(function Entries({ entries, versions, targetId, busy }: EntriesProps) {
  return entries.map((entry) => (
    <TranscriptEntryView
      key={entry.key}
      entry={entry}
      targetId={targetId}
      versions={entry.type === 'said' ? versions[entry.messageId] : undefined}
      busy={busy}
    />
  ));
});
