import { useEffect, useState } from 'react';
import { useApp } from './use-app.ts';

/** What came of the last thing done with a model, whether one's press or what followed by itself. */
export function useSaid(): [string, (words: string) => void] {
  const { client, getState } = useApp().store;
  const [said, say] = useState('');

  useEffect(() => {
    const stood = new Map<string, string>();
    return client.subscribe((push) => {
      if (push.type === 'model-changed') {
        const { model } = push;
        if (model.state === 'ready') say(`${model.row.name} is in use.`);
        // A failure announces itself where it is shown.
        else if (model.state === 'failed') say('');
      } else if (push.type === 'model-files-changed') {
        const { id, files } = push;
        const offer = getState().models.offers?.offers.find((it) => it.row.id === id);
        const becameReady = files.state === 'ready' && (stood.get(id) ?? 'ready') !== 'ready';
        if (offer && becameReady) say(`${offer.row.name} is on this device.`);
        else if (files.state === 'failed') say('');
        stood.set(id, files.state);
      }
    });
  }, [client, getState]);
  return [said, say];
}
