import type { ConversationView } from '../worker/app-protocol.ts';
import styles from './chat-place.module.css';
import { Composer } from './composer.tsx';
import { EmptyChat } from './empty-chat.tsx';
import { FirstRun } from './first-run.tsx';
import { IntakeList } from './intake-list.tsx';
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
  const empty = view.messages.length === 0 && !view.partialReply && !running;

  return (
    <div className={styles.place}>
      {empty ? <Beginning /> : <Transcript key={id} view={view} running={running} target={target} />}
      <div className={styles.dock}>
        <div className={styles.column}>
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
function Beginning() {
  const documents = useAppState((state) => state.documents.length);
  const handed = useAppState((state) => state.handed.length);
  const chats = useAppState((state) => state.conversations.length);
  return (
    <div className={styles.beginning}>
      <div className={styles.column}>
        {documents + handed === 0 && chats <= 1 ? <FirstRun /> : <EmptyChat />}
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
