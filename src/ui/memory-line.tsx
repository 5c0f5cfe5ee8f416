import { describeAct } from './describe-act.ts';
import { Icon } from './icon.tsx';
import styles from './memory-line.module.css';
import type { MemoryAct } from './transcript-entries.ts';

/** One quiet line that tells what memory did; opens to calls and results. */
export function MemoryLine({ acts }: { readonly acts: readonly MemoryAct[] }) {
  return (
    <details className={styles.line}>
      <summary>
        {acts.map(describeAct).join(' · ')} <Icon name="chevron" size={13} />
      </summary>
      <ol className={styles.acts}>
        {acts.map((act, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: calls are only ever added at the end
          <li key={index}>
            {act.thought !== '' && <p className={styles.thought}>{act.thought}</p>}
            <code>
              {act.functionName}({act.arguments ? formatArguments(act.arguments) : ''})
            </code>
            {act.result && (
              <pre className={styles.result} data-failed={!act.result.ok || undefined}>
                {act.result.message}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

function formatArguments(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}
