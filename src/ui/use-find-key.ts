import { type RefObject, useEffect, useEffectEvent } from 'react';

/**
 * The browser's key for finding in a page finds in this instead: the page's own search would not see how a document
 * goes on below what is drawn.
 *
 * @param root within the dialog that has the keyboard
 */
export function useFindKey(root: RefObject<HTMLElement | null>, onFind: () => void): void {
  const find = useEffectEvent(onFind);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isFind || event.key.toLowerCase() !== 'f') return;
      // A question asked over the reader has the keyboard to itself.
      const dialogs = document.querySelectorAll('dialog[open]');
      if (root.current?.closest('dialog') !== dialogs[dialogs.length - 1]) return;
      event.preventDefault();
      find();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [root]);
}
