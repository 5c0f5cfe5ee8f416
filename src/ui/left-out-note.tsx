import { Button } from './button.tsx';
import styles from './transcript.module.css';
import { useApp } from './use-app.ts';

interface LeftOutNoteProps {
  readonly messageId: string;
  readonly busy: boolean;
}

/** Says that a message is not remembered, and takes that back. */
export function LeftOutNote({ messageId, busy }: LeftOutNoteProps) {
  const { store } = useApp();

  async function takeBack(): Promise<void> {
    const { createMessageDeeds } = await import('./message-deeds.ts');
    await createMessageDeeds(store).leaveOut(messageId, false);
  }

  return (
    <p className={styles.quiet}>
      Not remembered from now on: search, summaries and prompts leave it out.{' '}
      <Button small look="plain" className={styles.inLine} disabled={busy} onClick={() => void takeBack()}>
        Let it be remembered
      </Button>
    </p>
  );
}
