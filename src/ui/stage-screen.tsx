import { useEffect, useState } from 'react';
import type { Stage } from './app-state.ts';
import { BrandMark } from './brand-mark.tsx';
import { Button } from './button.tsx';
import styles from './stage-screen.module.css';
import { UpdateOffer } from './update-offer.tsx';

/** Longer than this, and starting is worth a word. */
const patience = 1_000;
/** After this long something is likely wrong. */
const limit = 15_000;

/** Before the app is ready, and when it can't be: what happens, and what to do. */
export function StageScreen({ stage }: { readonly stage: Exclude<Stage, { name: 'ready' }> }) {
  return (
    <div className={styles.screen}>
      <UpdateOffer />
      <main id="main" tabIndex={-1} className={styles.middle}>
        <div className={styles.card}>
          <Words stage={stage} />
        </div>
      </main>
    </div>
  );
}

function Words({ stage }: { readonly stage: Exclude<Stage, { name: 'ready' }> }) {
  switch (stage.name) {
    case 'starting':
      return <Starting />;
    case 'waiting-for-tab':
      return (
        <div role="status">
          <BrandMark size={32} />
          <h1>Pagefile is open in another tab</h1>
          <p>
            Only one tab at a time writes to memory, so that nothing is written twice. Go on in the other one.
            When it closes, this tab takes over by itself and shows everything as it was left.
          </p>
        </div>
      );
    case 'outdated':
      return (
        <div role="alert">
          <BrandMark size={32} />
          <h1>A newer version has taken over</h1>
          <p>
            Another tab runs a newer version of Pagefile, which now looks after your data. Nothing is lost.
          </p>
          <Button look="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        </div>
      );
    case 'failed':
      return (
        <div role="alert">
          <BrandMark size={32} />
          <h1>Pagefile could not start</h1>
          <p>{stage.message}</p>
          <p>What is stored on this device was not touched.</p>
          <Button look="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        </div>
      );
  }
}

function Starting() {
  const [waited, setWaited] = useState<'not yet' | 'a while' | 'too long'>('not yet');
  useEffect(() => {
    const timers = [
      setTimeout(() => setWaited('a while'), patience),
      setTimeout(() => setWaited('too long'), limit),
    ];
    return () => timers.forEach(clearTimeout);
  }, []);
  if (waited === 'not yet') return null;
  return (
    <div role="status">
      <BrandMark size={32} />
      <h1>Opening your memory</h1>
      {waited === 'too long' && (
        <>
          <p>This takes longer than it should. Waiting does no harm; a reload may help.</p>
          <Button onClick={() => location.reload()}>Reload</Button>
        </>
      )}
    </div>
  );
}
