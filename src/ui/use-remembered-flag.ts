import { useCallback, useState } from 'react';

/** How the page was arranged last; nothing of what was said or read in it. */
export function useRememberedFlag(name: string, initial: boolean): [boolean, (value: boolean) => void] {
  const key = `pagefile.${name}`;
  const [value, setValue] = useState(() => {
    const stored = read(key);
    return stored === null ? initial : stored === 'yes';
  });
  const change = useCallback(
    (next: boolean) => {
      setValue(next);
      write(key, next ? 'yes' : 'no');
    },
    [key],
  );
  return [value, change];
}

// Some private windows throw on any use of storage: then the arrangement lasts as long as the page.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
