import { useState } from 'react';
import type { GrammarName, StepTrace } from '../kernel/trace.ts';
import { Button } from './button.tsx';
import { formatNumber } from './format-count.ts';
import { formatClock, formatDuration } from './format-time.ts';
import { modelName } from './models-state.ts';
import { RawText } from './raw-text.tsx';
import type { CallPart } from './trace-runs.ts';
import styles from './trace-tab.module.css';
import { useAppState } from './use-app.ts';

interface StepCardProps {
  readonly step: StepTrace;
  /** Its place in its run, from 1. */
  readonly number: number;
  readonly call: CallPart | null;
  readonly onPrompt: () => void;
}

const endings: Readonly<Record<StepTrace['finish'], string>> = {
  stop: 'no call',
  length: 'cut off',
  abort: 'stopped',
  error: 'failed',
};

const grammars: Readonly<Record<GrammarName, string>> = {
  'all-functions': 'all functions',
  'with-timers': 'all functions and timers',
  'read-only': 'functions that write nothing',
  'memory-turn': 'memory functions only',
  summarize: 'summarize only',
  'send-message': 'an answer only',
};

/** One step: what was called with what, what came of it, and on request every text of it word for word. */
export function StepCard({ step, number, call, onPrompt }: StepCardProps) {
  const name = useAppState((state) => modelName(state.models, step.modelId));
  const { functionName, milliseconds, result, output, startedAt } = step;
  const [isRaw, setIsRaw] = useState(false);
  const failed = result !== null && !result.ok;
  return (
    <li className={styles.step}>
      <details>
        <summary>
          <span className={styles.number}>{number}</span>
          <code>{functionName ?? endings[step.finish]}</code>
          {failed && <span className={styles.failed}>not done</span>}
          <span className={styles.time}>{formatDuration(milliseconds)}</span>
        </summary>
        {call?.thought && <p className={styles.thought}>{call.thought}</p>}
        {call && <Arguments call={call} />}
        {result && <RawText title="Result" text={result.message} failed={failed} />}
        <StepTokens step={step} />
        <p className={styles.sum}>
          {name}, {formatClock(startedAt)}, offered {grammars[step.grammar]}
        </p>
        <div className={styles.prompt}>
          <Button small look="plain" onClick={onPrompt}>
            Show prompt
          </Button>
          <Button small look="plain" aria-expanded={isRaw} onClick={() => setIsRaw(!isRaw)}>
            Raw output
          </Button>
        </div>
        {isRaw && <RawText title="Output" text={output} />}
      </details>
    </li>
  );
}

function Arguments({ call }: { readonly call: CallPart }) {
  return (
    <dl className={styles.arguments}>
      {Object.entries(call.arguments).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the engine had to read of the prompt: the rest it still knew from the step before. */
function StepTokens({ step }: { readonly step: StepTrace }) {
  const { promptTokens, prefilledTokens, completionTokens } = step;
  const share = Math.min(1, prefilledTokens / Math.max(1, promptTokens));
  return (
    <>
      <div className={styles.read} aria-hidden="true">
        <span style={{ width: `${100 * share}%` }} />
      </div>
      <p className={styles.sum}>
        Read {formatNumber(prefilledTokens)} of {formatNumber(promptTokens)} prompt tokens anew, wrote{' '}
        {formatNumber(completionTokens)}
      </p>
    </>
  );
}
