import { lazy, Suspense } from 'react';
import type { ConversationView } from '../worker/app-protocol.ts';
import type { AppState } from './app-state.ts';
import styles from './chat-place.module.css';
import { Composer, type LastSaid } from './composer.tsx';
import { FirstRun } from './first-run.tsx';
import { ModelFailed } from './model-failed.tsx';
import { OverlongBlocks } from './overlong-blocks.tsx';
import { useAppState } from './use-app.ts';

// At the very first start none of these is shown.
const Transcript = lazy(async () => ({ default: (await import('./transcript.tsx')).Transcript }));
const EmptyChat = lazy(async () => ({ default: (await import('./empty-chat.tsx')).EmptyChat }));
const IntakeList = lazy(async () => ({ default: (await import('./intake-list.tsx')).IntakeList }));
const PracticeChips = lazy(async () => ({ default: (await import('./practice-chips.tsx')).PracticeChips }));

interface ChatPlaceProps {
  readonly view: ConversationView;
  /** A message to show and point out, from a search. */
  readonly target: string | null;
}

/** The open chat: what was said, what is coming in, and where to write. */
export function ChatPlace({ view, target }: ChatPlaceProps) {
  const { id } = view.conversation;
  const running = useAppState((state) => state.runs[id] !== undefined);
  const awaited = useAppState((state) => state.runs[id]?.tidies === false);
  const endedFailed = useAppState((state) => state.endings[id]?.type === 'failed');
  const practising = useAppState(isPractising);
  const taking = useAppState(
    ({ handed, arrivals, refused }) => handed.length + arrivals.length + refused.length > 0,
  );
  const empty = view.messages.length === 0 && !view.partialReply && !running;

  return (
    <div className={styles.place}>
      {empty ? (
        <Beginning view={view} />
      ) : (
        <Suspense fallback={<div className={styles.beginning} />}>
          <Transcript key={id} view={view} running={running} target={target} />
        </Suspense>
      )}
      <div className={styles.dock}>
        <div className={styles.column}>
          {!endedFailed && <ModelFailed />}
          <OverlongBlocks passing />
          {!empty && practising && (
            <Suspense>
              <PracticeChips view={view} />
            </Suspense>
          )}
          {taking && (
            <Suspense>
              <IntakeList />
            </Suspense>
          )}
          <Composer
            key={id}
            conversationId={id}
            draft={view.draft}
            running={awaited}
            lastSaid={lastSaid(view)}
          />
        </div>
      </div>
    </div>
  );
}

/** Before the first message: what this is, or, once it is known, what can be asked. */
function Beginning({ view }: { readonly view: ConversationView }) {
  const documents = useAppState((state) => state.documents.length);
  const handed = useAppState((state) => state.handed.length);
  const chats = useAppState((state) => state.conversations.length);
  const practising = useAppState(isPractising);
  const first = documents + handed === 0 && chats <= 1 && !practising;
  return (
    <div className={styles.beginning}>
      <div className={styles.column}>
        {first ? (
          <FirstRun />
        ) : (
          <Suspense>
            <EmptyChat view={view} practising={practising} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

function lastSaid({ messages }: ConversationView): LastSaid | null {
  for (const { id, parts } of messages.toReversed()) {
    const part = parts.findLast((it) => it.type === 'user_message');
    if (part) return { messageId: id, text: part.text };
  }
  return null;
}

function isPractising({ model }: AppState): boolean {
  return model.state === 'ready' && model.row.origin === 'practice';
}
