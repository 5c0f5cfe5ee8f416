import { useEffect, useState } from 'react';
import type { AppState } from './app-state.ts';
import { COMPOSER_ID } from './composer.tsx';
import { isTakingIn } from './intake-state.ts';
import { isGettingFiles } from './models-state.ts';
import { useAppState } from './use-app.ts';
import { beAtWork } from './work-lock.ts';

/** Whether a reload would interrupt something here; other tabs that want to update know it while it is so. */
export function useAtWork(): boolean {
  const working = useAppState(isWorking);
  const editing = useEditing();
  const atWork = working || editing;
  useEffect(() => (atWork ? beAtWork() : undefined), [atWork]);
  return atWork;
}

function isWorking(state: AppState): boolean {
  const { runs, handed, models } = state;
  // Files on their way are kept nowhere yet, whether or not reading is paused.
  return Object.keys(runs).length > 0 || handed.length > 0 || isTakingIn(state) || isGettingFiles(models);
}

/** Whether the person writes somewhere whose words are not kept, as the message field's are. */
function useEditing(): boolean {
  const [editing, setEditing] = useState(false);
  useEffect(() => {
    const look = () => setEditing(isUnkeptField(document.activeElement));
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, []);
  return editing;
}

function isUnkeptField(element: Element | null): boolean {
  return element?.id !== COMPOSER_ID && (element?.matches('textarea, input') ?? false);
}
