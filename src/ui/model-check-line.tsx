import { useState } from 'react';
import type { ModelOffer } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { CHECK_ITEMS, describeCheck, describeMissed, type ModelCheck } from './describe-check.ts';
import { errorMessage } from './error-message.ts';
import styles from './models-dialog.module.css';
import { useModelsDialog } from './models-dialog-context.ts';
import { ProgressBar } from './progress-bar.tsx';
import { useApp, useAppState } from './use-app.ts';

const ASK = 'Can it use memory? (two minutes)';

/** Whether a model can use memory: as the last check told, how far one is, or the check itself. */
export function ModelCheckLine({ offer }: { readonly offer: ModelOffer }) {
  const { row, check } = offer;
  const { store } = useApp();
  const done = useAppState((state) => state.models.checking[row.id]);
  const isOffered = useAppState((state) => state.models.coming[row.id] === 'here');
  const { problem, start } = useCheck(row);
  const isUnderWay = done !== undefined;
  const stop = () => void store.client.call('stopModelCheck', {}).catch(() => {});
  const putOff = () => store.dispatch({ type: 'models', change: { type: 'check-answered', id: row.id } });

  return (
    <>
      {isUnderWay && (
        <div className={styles.progress}>
          <p>
            Trying whether it can use memory: {done} of {CHECK_ITEMS} done
          </p>
          <ProgressBar label={`Memory check of ${row.name}`} value={done / CHECK_ITEMS} />
        </div>
      )}
      {!isUnderWay && isOffered && (
        <p className={styles.offer}>
          Can it use memory? Three short tasks tell, in about two minutes. Your chats and memory take no part.
        </p>
      )}
      {!isUnderWay && check && <Result check={check} />}
      {problem !== '' && (
        <p role="alert" className={styles.refusal}>
          {problem}
        </p>
      )}
      <div className={styles.choices}>
        {/* One button in all states, so that focus stays on it. */}
        <Button
          small
          look={isOffered ? 'outline' : 'plain'}
          className={isOffered ? undefined : styles.trial}
          onClick={isUnderWay ? stop : start}
        >
          {isUnderWay ? 'Stop the check' : isOffered ? 'Check now' : check ? 'Check again' : ASK}
        </Button>
        {isOffered && (
          <Button small look="plain" onClick={putOff}>
            Not now
          </Button>
        )}
      </div>
    </>
  );
}

function Result({ check }: { readonly check: ModelCheck }) {
  const missed = describeMissed(check);
  return (
    <p className={styles.facts}>
      {describeCheck(check)}
      {missed !== '' && <span className={styles.missed}>{missed}</span>}
    </p>
  );
}

/** Asks for a check, and says what came of it. */
function useCheck({ id, name }: ModelOffer['row']) {
  const { client } = useApp().store;
  const { say } = useModelsDialog();
  const [problem, setProblem] = useState('');

  async function start(): Promise<void> {
    setProblem('');
    say(`Trying whether ${name} can use memory.`);
    try {
      const check = await client.call('checkModel', { id });
      say(
        check
          ? `${name}: ${describeCheck(check)}`
          : `The check of ${name} was stopped. Nothing was kept of it.`,
      );
    } catch (error) {
      say('');
      setProblem(errorMessage(error));
    }
  }
  return { problem, start: () => void start() };
}
