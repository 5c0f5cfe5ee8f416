import { focusComposer } from './focus-composer.ts';
import { IconButton } from './icon-button.tsx';
import { useApp, useAppState } from './use-app.ts';

/** Goes on from a message in a chat of its own. What is temporary stays where it is. */
export function BranchButton({ messageId }: { readonly messageId: string }) {
  const { actions } = useApp();
  const temporary = useAppState((state) => state.view?.conversation.temporary === true);
  if (temporary) return null;
  return (
    <IconButton
      icon="branch"
      small
      label="Branch from here"
      onClick={() => void actions.branchChat(messageId).then(focusComposer)}
    />
  );
}
