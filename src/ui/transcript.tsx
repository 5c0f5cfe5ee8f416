import { lazy, Suspense, useDeferredValue, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { ConversationView } from '../worker/app-protocol.ts';
import { VIEW_MESSAGES } from './app-actions.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { RunEnding } from './run-ending.tsx';
import { RunningAnswer } from './running-answer.tsx';
import styles from './transcript.module.css';
import { type TranscriptEntry, transcriptEntries } from './transcript-entries.ts';
import { TranscriptStretch } from './transcript-stretch.tsx';
import { cutStretches, holdsMessage, type Stretches } from './transcript-stretches.ts';
import { useApp, useAppState } from './use-app.ts';
import { useEarlier } from './use-earlier.ts';
import { useStickToBottom } from './use-stick-to-bottom.ts';
import { useTarget } from './use-target.ts';

const SelectionBar = lazy(async () => ({ default: (await import('./selection-bar.tsx')).SelectionBar }));

interface TranscriptProps {
  readonly view: ConversationView;
  readonly running: boolean;
  /** A message to show and point out, from a search. */
  readonly target: string | null;
}

export function Transcript({ view, running, target }: TranscriptProps) {
  const { actions } = useApp();
  const { conversation, messages, hasEarlier, versions } = view;
  const ending = useAppState((state) => state.endings[conversation.id]);
  const { scroller, content, away, stick, release, showFrom } = useStickToBottom();
  const entries = useEntries(view);
  const stretches = useStretches(entries);
  const askedId = entries.findLast((it) => it.type === 'said')?.messageId;
  const found = entries.at(-1)?.type === 'search';
  const lost = useAppState((state) => state.lost !== null);
  // Between the asking for another version and its coming as well.
  const busy = running || lost || messages.at(-1)?.abandoned === true;
  // What is far up may learn of it a moment later.
  const busyAbove = useDeferredValue(busy);

  const { drawn, edge, drawFrom, loadMore } = useEarlier({
    stretches,
    scroller,
    load: hasEarlier ? actions.showEarlier : null,
  });
  const known = messages.some((it) => it.id === target);
  // Twice as many each time, so that what was said long ago is not far.
  const seek = () => !known && void loadMore(messages.length);
  useTarget({ target, stretches, scroller, drawFrom, release, seek });

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

  async function showEarlier(): Promise<void> {
    release();
    await loadMore(VIEW_MESSAGES);
    // The button goes with the last of them.
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }

  const tail = running ? (
    <RunningAnswer conversationId={conversation.id} />
  ) : (
    ending && <RunEnding ending={ending} askedId={askedId} />
  );
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
            <Button small className={styles.earlier} onClick={() => void showEarlier()}>
              Show earlier messages
            </Button>
          )}
          <div ref={edge} />
          {drawn.map((stretch) => {
            const last = stretch === drawn.at(-1);
            const targetId = target !== null && holdsMessage(stretch, target) ? target : null;
            return (
              <TranscriptStretch
                key={stretch.number}
                {...{ stretch, versions, targetId, last }}
                busy={last ? busy : busyAbove}
              >
                {last && tail}
              </TranscriptStretch>
            );
          })}
          {drawn.length === 0 && <div className={styles.stretch}>{tail}</div>}
        </div>
      </section>
      <Suspense>
        <SelectionBar scroller={scroller} />
      </Suspense>
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

function useEntries({ conversation, messages, partialReply }: ConversationView): readonly TranscriptEntry[] {
  return useMemo(
    () => transcriptEntries({ conversation, messages, partialReply }),
    [conversation, messages, partialReply],
  );
}

/** Of those drawn before, whatever has not changed. */
function useStretches(entries: readonly TranscriptEntry[]): Stretches['list'] {
  const cut = useRef<{ readonly of: readonly TranscriptEntry[]; readonly into: Stretches } | null>(null);
  if (cut.current?.of !== entries) {
    cut.current = { of: entries, into: cutStretches(entries, cut.current?.into ?? null) };
  }
  return cut.current.into.list;
}
