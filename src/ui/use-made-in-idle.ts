import { useEffect, useEffectEvent, useState } from 'react';
import { idle } from './idle.ts';

/**
 * Something that is not there at first, made in the browser's spare time: `load` gets what makes it, which may be
 * a chunk of its own. `null` until then, without a `key`, and for good where loading fails. Made anew with another
 * key alone.
 */
export function useMadeInIdle<Made>(key: string | null, load: () => Promise<() => Made>): Made | null {
  const [made, setMade] = useState<{ readonly key: string; readonly value: Made } | null>(null);
  const get = useEffectEvent(load);

  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    const make = async () => {
      await idle();
      if (!wanted) return;
      const making = await get();
      await idle();
      if (wanted) setMade({ key, value: making() });
    };
    // What should have been made is shown as it was written.
    make().catch(() => {});
    return () => {
      wanted = false;
    };
  }, [key]);

  return made?.key === key ? made.value : null;
}
