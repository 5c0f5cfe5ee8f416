import { focusComposer } from './focus-composer.ts';
import { hideLabels } from './hide-labels.ts';
import { createMessageDeeds } from './message-deeds.ts';
import { plainText } from './plain-text.ts';
import { type MenuEntry, type MenuPlace, PopoverMenu } from './popover-menu.tsx';
import { useApp, useAppState } from './use-app.ts';

/** A message as far as its menu is concerned. */
export interface MenuMessage {
  readonly messageId: string;
  readonly text: string;
  /** A reply is Markdown; what the person said is as they wrote it. */
  readonly isReply: boolean;
  readonly leftOut: boolean;
}

interface MessageMenuProps {
  readonly message: MenuMessage;
  readonly place: MenuPlace;
  readonly busy: boolean;
  readonly onClose: () => void;
}

/** What can be done with a message beyond what stands under it. */
export function MessageMenu({ message, place, busy, onClose }: MessageMenuProps) {
  const entries = useEntries(message, busy);
  const label = message.isReply ? 'Options of this answer' : 'Options of your message';
  return <PopoverMenu {...{ label, entries, place, onClose }} />;
}

function useEntries({ messageId, text, isReply, leftOut }: MenuMessage, busy: boolean): MenuEntry[] {
  const { actions, store } = useApp();
  const temporary = useAppState((state) => state.view?.conversation.temporary === true);
  const deeds = createMessageDeeds(store);
  const markdown = isReply ? hideLabels(text) : text;
  const copies: MenuEntry[] = [
    {
      label: 'Copy as text',
      icon: 'copy',
      run: () => void deeds.copy(isReply ? plainText(text) : text),
    },
    ...(isReply
      ? [{ label: 'Copy as Markdown', icon: 'copy', run: () => void deeds.copy(markdown) } as const]
      : []),
    { label: 'Quote', icon: 'chat', run: () => deeds.quote(markdown) },
  ];
  const memory: MenuEntry[] = [
    {
      label: 'Remember this',
      icon: 'memory',
      run: () => void deeds.remember({ messageId, text: isReply ? plainText(text) : text }),
    },
    {
      label: leftOut ? 'Let it be remembered' : 'Don’t remember this',
      icon: 'temporary',
      isDisabled: busy,
      run: () => void deeds.leaveOut(messageId, !leftOut),
    },
    ...(isReply
      ? []
      : [
          {
            label: 'Branch from here',
            icon: 'branch',
            run: () => void actions.branchChat(messageId).then(focusComposer),
          } as const,
        ]),
  ];
  return [
    ...copies,
    // A temporary chat is remembered nowhere as it is.
    ...(temporary ? [] : memory),
    {
      label: 'Delete question and answer',
      icon: 'trash',
      isDanger: true,
      isDisabled: busy,
      run: () => void deeds.deleteExchange(messageId),
    },
  ];
}
