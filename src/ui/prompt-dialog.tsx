import { useEffect, useState } from 'react';
import type { AppRequests } from '../worker/app-protocol.ts';
import { CopyButton } from './copy-button.tsx';
import { errorMessage } from './error-message.ts';
import { formatCount } from './format-count.ts';
import { ModalDialog } from './modal-dialog.tsx';
import styles from './trace-tab.module.css';
import { useApp } from './use-app.ts';

type StepPrompt = AppRequests['stepPrompt']['result'];

/** The exact prompt of a step, message by message, and the grammar that its output was held to; each to be copied. */
export function PromptDialog({ stepId, onClose }: { readonly stepId: string; readonly onClose: () => void }) {
  const { client } = useApp().store;
  const [prompt, setPrompt] = useState<StepPrompt | null>(null);
  const [problem, setProblem] = useState('');

  useEffect(() => {
    client.call('stepPrompt', { stepId }).then(setPrompt, (error) => setProblem(errorMessage(error)));
  }, [client, stepId]);

  return (
    <ModalDialog label="Prompt of this step" shape="tall" onClose={onClose}>
      <div className={styles.body}>
        {problem !== '' && <p role="alert">{problem}</p>}
        {prompt && (
          <div className={styles.textHead}>
            <p className={styles.sum}>
              {formatCount(prompt.messages.length, 'message')}, as the model read them
            </p>
            <CopyButton text={prompt.messages.map((it) => it.content).join('\n\n')} label="Copy the prompt" />
          </div>
        )}
        {prompt?.messages.map(({ role, content }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stored prompt does not change
          <section key={index} className={styles.message} data-role={role}>
            <div className={styles.textHead}>
              <h3>{role}</h3>
              <CopyButton text={content} label={`Copy message ${index + 1}`} />
            </div>
            <pre>{content}</pre>
          </section>
        ))}
        {prompt && (
          <details className={styles.grammar}>
            <summary>Grammar</summary>
            <div className={styles.textHead}>
              <p className={styles.sum}>What the output was held to</p>
              <CopyButton text={prompt.grammar} label="Copy the grammar" />
            </div>
            <pre>{prompt.grammar}</pre>
          </details>
        )}
      </div>
    </ModalDialog>
  );
}
