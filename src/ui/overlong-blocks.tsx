import { useState } from 'react';
import { Button } from './button.tsx';
import { describeOverlong } from './describe-overlong.ts';
import styles from './dock-note.module.css';
import { IconButton } from './icon-button.tsx';
import { useNavigation } from './navigation.ts';
import { useAppState } from './use-app.ts';

/**
 * Says which blocks of core memory are too long for the window of the model in use, and what can be done.
 * `passing`: it can be put aside, until it has something new to say.
 */
export function OverlongBlocks({ passing = false }: { readonly passing?: boolean }) {
  const blocks = useAppState((state) => state.models.overlong);
  const [seen, setSeen] = useState<typeof blocks | null>(null);
  const { editBlock, openModels } = useNavigation();
  if (blocks.length === 0 || seen === blocks) return null;
  return (
    <div className={styles.note} role={passing ? 'status' : undefined}>
      <p>{describeOverlong(blocks)}</p>
      <div className={styles.buttons}>
        {blocks.map(({ label }) => (
          <Button key={label} small onClick={() => editBlock(label)}>
            Edit {label}
          </Button>
        ))}
        <Button small onClick={openModels}>
          Models
        </Button>
        {passing && <IconButton icon="close" small label="Put aside" onClick={() => setSeen(blocks)} />}
      </div>
    </div>
  );
}
