import { useEffect, useState } from 'react';
import type { AppRequests } from '../worker/app-protocol.ts';
import { CopyButton } from './copy-button.tsx';
import { errorMessage } from './error-message.ts';
import { ModalDialog } from './modal-dialog.tsx';
import styles from './trace-tab.module.css';
import { useApp } from './use-app.ts';

type StepPrompt = AppRequests['stepPrompt']['result'];

/** The exact prompt of a step, message by message, and the grammar that its output was held to. */
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
        {prompt?.messages.map(({ role, content }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stored prompt does not change
          <section key={index} className={styles.message} data-role={role}>
            <h3>{role}</h3>
            <pre>{content}</pre>
          </section>
        ))}
        {prompt && (
          <details className={styles.grammar}>
            <summary>Grammar</summary>
            <pre>{prompt.grammar}</pre>
          </details>
        )}
        {prompt && (
          <CopyButton text={prompt.messages.map((it) => it.content).join('\n\n')} label="Copy the prompt" />
        )}
      </div>
    </ModalDialog>
  );
}
