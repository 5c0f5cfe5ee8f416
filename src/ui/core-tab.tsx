import type { WindowMap } from '../kernel/trace.ts';
import { BlockAdder } from './block-adder.tsx';
import { BlockCard } from './block-card.tsx';
import styles from './memory-panel.module.css';
import type { EditedBlock } from './navigation.ts';
import { OverlongBlocks } from './overlong-blocks.tsx';
import { ProposalList } from './proposal-list.tsx';
import { useAppState } from './use-app.ts';

interface CoreTabProps {
  readonly map: WindowMap;
  /** The block that is to be edited. */
  readonly edited: EditedBlock | null;
}

/** Core memory: what the model has in view at every moment. */
export function CoreTab({ map, edited }: CoreTabProps) {
  const blocks = useAppState((state) => state.blocks);
  const proposals = useAppState((state) => state.proposals);
  return (
    <>
      <p className={styles.gloss}>
        Core memory is always in view of the model. It writes here what it should never lose sight of, and so
        can you.
      </p>
      <ProposalList proposals={proposals} />
      <OverlongBlocks />
      <div className={styles.cards}>
        {blocks.map((block) => (
          <BlockCard
            key={block.label}
            block={block}
            map={map}
            edited={edited?.label === block.label ? edited : null}
          />
        ))}
      </div>
      <BlockAdder />
    </>
  );
}
