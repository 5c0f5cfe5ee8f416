import type { AppStore } from './app-store.ts';
import { errorMessage } from './error-message.ts';
import { quoteInComposer } from './quote-in-composer.ts';

/** Words of a message, or a part of them. */
export interface PickedText {
  readonly messageId: string;
  readonly text: string;
}

/** What is done with a message now and then. Whatever fails is said in a notice. */
export interface MessageDeeds {
  quote(text: string): void;
  copy(text: string): Promise<void>;
  /** Keeps it as a note of the person's, with where it is from. */
  remember(picked: PickedText): Promise<void>;
  leaveOut(messageId: string, leftOut: boolean): Promise<void>;
  /** Takes what was asked and its answer out of the chat; for a while that is offered back. */
  deleteExchange(messageId: string): Promise<void>;
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

export function createMessageDeeds({ client, dispatch, getState }: AppStore): MessageDeeds {
  const conversationId = () => getState().view?.conversation.id ?? '';

  async function told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      dispatch({ type: 'notice', message: errorMessage(error) });
    }
  }

  /** "From an answer in the chat “Garage”, 20 November 2026" */
  function origin(messageId: string): string {
    const { conversation, messages = [] } = getState().view ?? {};
    const message = messages.find((it) => it.id === messageId);
    const who = message?.role === 'assistant' ? 'From an answer' : 'Said by the person';
    const title = conversation?.title ? ` “${conversation.title}”` : '';
    return `${who} in the chat${title}, ${day.format(message?.createdAt)}`;
  }

  return {
    quote: quoteInComposer,
    copy: (text) =>
      told(async () => {
        await navigator.clipboard.writeText(text);
        dispatch({ type: 'announced', text: 'Copied' });
      }),
    remember: ({ messageId, text }) =>
      told(async () => {
        const { id } = await client.call('addNote', { text: `${text.trim()}\n(${origin(messageId)})` });
        dispatch({ type: 'offer', offer: { words: 'Kept as a note.', undo: { type: 'note', id } } });
      }),
    leaveOut: (messageId, leftOut) =>
      told(async () => {
        await client.call('leaveOut', { conversationId: conversationId(), messageId, leftOut });
      }),
    deleteExchange: (messageId) =>
      told(async () => {
        const id = conversationId();
        const { versionId } = await client.call('deleteExchange', { conversationId: id, messageId });
        const undo = { type: 'version', conversationId: id, id: versionId } as const;
        dispatch({ type: 'offer', offer: { words: 'Question and answer deleted.', undo } });
      }),
  };
}
