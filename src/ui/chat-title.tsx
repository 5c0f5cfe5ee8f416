import { lazy, Suspense } from 'react';
import type { Conversation } from '../kernel/conversation.ts';

const ChatTitleField = lazy(async () => ({
  default: (await import('./chat-title-field.tsx')).ChatTitleField,
}));

interface ChatTitleProps {
  readonly chat: Conversation;
  readonly onDone: () => void;
}

/** The field in which a chat is renamed, which comes when it is first wanted. */
export function ChatTitle(props: ChatTitleProps) {
  return (
    <Suspense>
      <ChatTitleField {...props} />
    </Suspense>
  );
}
