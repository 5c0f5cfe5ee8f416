import { IconButton } from './icon-button.tsx';
import { useSayAgain } from './use-say-again.ts';

interface RegenerateButtonProps {
  /** Any message of the exchange. */
  readonly messageId: string;
  readonly busy: boolean;
}

/** Asks for another answer to what was said; the one there is stays as a version. */
export function RegenerateButton({ messageId, busy }: RegenerateButtonProps) {
  const [sayAgain, asked] = useSayAgain(messageId);
  return <IconButton icon="retry" small label="Regenerate" disabled={busy || asked} onClick={sayAgain} />;
}
