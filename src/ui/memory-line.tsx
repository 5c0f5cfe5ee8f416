import type { ReactNode } from 'react';
import { describeAct } from './describe-act.ts';
import { formatCount } from './format-count.ts';
import { Icon } from './icon.tsx';
import styles from './memory-line.module.css';
import { Output } from './output.tsx';
import type { MemoryAct } from './transcript-entries.ts';

interface MemoryLineProps {
  readonly acts: readonly MemoryAct[];
  /** What the line begins with, where it is not the answer's own. */
  readonly lead?: string;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** One quiet line that tells what memory did; opens to calls and results. */
export function MemoryLine({ acts, lead = '', children }: MemoryLineProps) {
  const words = [lead, ...countEqual(acts.map(describeAct))].filter((it) => it !== '');
  return (
    <div className={styles.line}>
      <details>
        <summary>
          {words.join(' · ')} <Icon name="chevron" size={13} />
        </summary>
        <ol className={styles.acts}>
          {acts.map((act, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: calls are only ever added at the end
            <li key={index}>
              {act.thought !== '' && <p className={styles.thought}>{act.thought}</p>}
              {act.arguments && (
                <code>
                  {act.functionName}({formatArguments(act.arguments)})
                </code>
              )}
              {act.result && <Output text={act.result.message} failed={!act.result.ok} />}
            </li>
          ))}
        </ol>
      </details>
      {children}
    </div>
  );
}

/** What was done several times in a row is said once, with how often. */
function countEqual(deeds: readonly string[]): readonly string[] {
  const begins = deeds.flatMap((deed, at) => (deed === deeds[at - 1] ? [] : [at]));
  return begins.map((from, index) => {
    const times = (begins[index + 1] ?? deeds.length) - from;
    return times === 1 ? (deeds[from] ?? '') : `${deeds[from]}, ${formatCount(times, 'time')}`;
  });
}

function formatArguments(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}
