import { useCallback, useSyncExternalStore } from 'react';

export const PHONE = '(max-width: 720px)';
/** Room for the memory panel beside the chat. */
export const WIDE = '(min-width: 1120px)';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
