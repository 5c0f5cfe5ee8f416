import { useMemo, useState } from 'react';
import type { ConversationView } from '../worker/app-protocol.ts';
import { formatCount, formatNumber } from './format-count.ts';
import { formatDuration, formatMoment } from './format-time.ts';
import panelStyles from './memory-panel.module.css';
import { PromptDialog } from './prompt-dialog.tsx';
import { StepCard } from './step-card.tsx';
import { callOfStep, traceRuns } from './trace-runs.ts';
import styles from './trace-tab.module.css';

/** What the agent did, run by run and step by step, newest first. */
export function TraceTab({ view }: { readonly view: ConversationView }) {
  const runs = useMemo(() => traceRuns(view.steps), [view.steps]);
  const [promptOf, setPromptOf] = useState<string | null>(null);

  return (
    <>
      <p className={panelStyles.gloss}>
        {runs.length === 0
          ? 'Each step that a model takes in this chat shows here: what it read, which function it called, and what came of it.'
          : 'A run is everything from one message to its answer. Each step is one completion and its function call.'}
      </p>
      <ol className={panelStyles.cards}>
        {runs.map((run) => (
          <li key={run.runId} className={panelStyles.card}>
            <p className={panelStyles.cardHead}>
              <strong>{formatMoment(run.startedAt)}</strong>
              <span className={panelStyles.end}>
                {formatCount(run.steps.length, 'step')} · {formatDuration(run.milliseconds)}
              </span>
            </p>
            <p className={styles.sum}>
              Read {formatNumber(run.prefilledTokens)} of {formatNumber(run.promptTokens)} prompt tokens anew,
              wrote {formatNumber(run.completionTokens)}
            </p>
            <ol>
              {run.steps.map((step, index) => (
                <StepCard
                  key={step.id}
                  step={step}
                  number={index + 1}
                  call={callOfStep(step, view.messages)}
                  onPrompt={() => setPromptOf(step.id)}
                />
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {promptOf && <PromptDialog stepId={promptOf} onClose={() => setPromptOf(null)} />}
    </>
  );
}
