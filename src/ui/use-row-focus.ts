import { type RefObject, useCallback, useEffect, useRef } from 'react';

/**
 * Keeps the focus at a model while its buttons change under it, and when it moves to another part of the list:
 * what has lost its focused element hands it to the model's first button, else to the model itself. Models are
 * elements with `data-model`. Returns the list's reference, and how to put the focus at a model.
 */
export function useRowFocus(): [RefObject<HTMLDivElement | null>, (id: string) => void] {
  const list = useRef<HTMLDivElement>(null);

  const focusModel = useCallback((id: string) => {
    const model = list.current?.querySelector<HTMLElement>(`[data-model="${CSS.escape(id)}"]`);
    (model?.querySelector<HTMLElement>('button:enabled') ?? model ?? list.current)?.focus();
  }, []);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let focused: { readonly element: Element; readonly modelId: string } | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      const modelId = target.closest<HTMLElement>('[data-model]')?.dataset.model;
      focused = modelId === undefined ? null : { element: target, modelId };
    };
    // Left on purpose: what was left is still there, and no longer the active one.
    const onBlur = ({ target }: FocusEvent) =>
      void setTimeout(() => {
        if (focused?.element !== target) return;
        if (focused.element.isConnected && document.activeElement !== focused.element) focused = null;
      });
    const observer = new MutationObserver(() => {
      const { activeElement } = document;
      const lost = activeElement === document.body || activeElement?.tagName === 'DIALOG';
      if (focused && !focused.element.isConnected && lost) focusModel(focused.modelId);
    });
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', onBlur);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', onBlur);
      observer.disconnect();
    };
  }, [focusModel]);
  return [list, focusModel];
}
