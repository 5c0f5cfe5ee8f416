import type { ConversationView } from '../worker/app-protocol.ts';
import styles from './chat-place.module.css';
import { Composer } from './composer.tsx';
import { EmptyChat } from './empty-chat.tsx';
import { FirstRun } from './first-run.tsx';
import { IntakeList } from './intake-list.tsx';
import { ModelFailed } from './model-failed.tsx';
import { OverlongBlocks } from './overlong-blocks.tsx';
import { PracticeChips } from './practice-chips.tsx';
import { Transcript } from './transcript.tsx';
import { useAppState } from './use-app.ts';

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
  const empty = view.messages.length === 0 && !view.partialReply && !running;

  return (
    <div className={styles.place}>
      {empty ? (
        <Beginning view={view} />
      ) : (
        <Transcript key={id} view={view} running={running} target={target} />
      )}
      <div className={styles.dock}>
        <div className={styles.column}>
          {!endedFailed && <ModelFailed />}
          <OverlongBlocks passing />
          {!empty && <PracticeChips view={view} />}
          <IntakeList />
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
  const practising = useAppState(({ model }) => model.state === 'ready' && model.row.origin === 'practice');
  const first = documents + handed === 0 && chats <= 1 && !practising;
  return (
    <div className={styles.beginning}>
      <div className={styles.column}>
        {first ? <FirstRun /> : <EmptyChat view={view} practising={practising} />}
      </div>
    </div>
  );
}

function lastSaid({ messages }: ConversationView): string {
  for (const message of messages.toReversed()) {
    const part = message.parts.findLast((it) => it.type === 'user_message');
    if (part) return part.text;
  }
  return '';
}
