import type { ConversationView } from '../worker/app-protocol.ts';
import styles from './dock-note.module.css';
import { errorMessage } from './error-message.ts';
import { returnToComposer } from './focus-composer.ts';
import { practiceSuggestions } from './practice-suggestions.ts';
import { useApp, useAppState } from './use-app.ts';

interface PracticeChipsProps {
  readonly view: ConversationView;
  /** In the middle of an empty chat, which says itself what model this is. */
  readonly middle?: boolean;
}

/** What the practice model can be asked next; pressing one says it. */
export function PracticeChips({ view, middle = false }: PracticeChipsProps) {
  const { actions, store } = useApp();
  const practice = useAppState(({ model }) => model.state === 'ready' && model.row.origin === 'practice');
  const running = useAppState((state) => state.runs[view.conversation.id] !== undefined);
  if (!practice) return null;
  const said = new Set(
    view.messages.flatMap(({ parts }) => parts.flatMap((it) => (it.type === 'user_message' ? it.text : []))),
  );
  const left = practiceSuggestions.filter((it) => !said.has(it));

  function say(text: string): void {
    actions.say(text).catch((error) => store.dispatch({ type: 'notice', message: errorMessage(error) }));
    returnToComposer();
  }

  return (
    <>
      {!middle && (
        <p className={styles.practice}>
          This is the practice model: it knows the tour and little else.
          {left.length === 0 && ' You have seen all of it; the Memory panel shows what it did.'}
        </p>
      )}
      <div className={styles.chips} data-middle={middle ? '' : undefined}>
        {left.map((text) => (
          <button key={text} type="button" disabled={running} onClick={() => say(text)}>
            {text}
          </button>
        ))}
      </div>
    </>
  );
}
