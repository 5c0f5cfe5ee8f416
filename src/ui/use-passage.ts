import { useEffect, useState } from 'react';
import type { Passage } from '../kernel/passage.ts';
import { useApp } from './use-app.ts';

/** A passage by id; `null` until it is here, and when it is gone. */
export function usePassage(id: string): Passage | null {
  const { client } = useApp().store;
  const [passage, setPassage] = useState<Passage | null>(null);

  useEffect(() => {
    let wanted = true;
    client.call('passage', { id }).then(
      (found) => wanted && setPassage(found),
      () => wanted && setPassage(null),
    );
    return () => {
      wanted = false;
    };
  }, [client, id]);
  return passage;
}
