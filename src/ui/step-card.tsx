import type { StepTrace } from '../kernel/trace.ts';
import { Button } from './button.tsx';
import { formatNumber } from './format-count.ts';
import { formatDuration } from './format-time.ts';
import { modelName } from './models-state.ts';
import { Output } from './output.tsx';
import type { CallPart } from './trace-runs.ts';
import styles from './trace-tab.module.css';
import { useAppState } from './use-app.ts';

interface StepCardProps {
  readonly step: StepTrace;
  readonly call: CallPart | null;
  readonly onPrompt: () => void;
}

const endings: Readonly<Record<StepTrace['finish'], string>> = {
  stop: 'no call',
  length: 'cut off',
  abort: 'stopped',
  error: 'failed',
};

export function StepCard({ step, call, onPrompt }: StepCardProps) {
  const name = useAppState((state) => modelName(state.models, step.modelId));
  const { functionName, milliseconds, promptTokens, prefilledTokens, completionTokens, result, output } =
    step;
  return (
    <li className={styles.step}>
      <details>
        <summary>
          <code>{functionName ?? endings[step.finish]}</code>
          <span>{formatDuration(milliseconds)}</span>
        </summary>
        {call?.thought && <p className={styles.thought}>{call.thought}</p>}
        {call ? (
          <dl className={styles.arguments}>
            {Object.entries(call.arguments).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <Output text={output} />
        )}
        {result && <Output text={result.message} failed={!result.ok} />}
        <p className={styles.sum}>
          Prompt {formatNumber(promptTokens)} tokens, {formatNumber(prefilledTokens)} of them read anew;{' '}
          {formatNumber(completionTokens)} written by {name}
        </p>
        <Button small look="plain" className={styles.prompt} onClick={onPrompt}>
          Show prompt
        </Button>
      </details>
    </li>
  );
}
