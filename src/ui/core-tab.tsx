import type { WindowMap } from '../kernel/trace.ts';
import { BlockCard } from './block-card.tsx';
import styles from './memory-panel.module.css';
import { useAppState } from './use-app.ts';

/** Core memory: what the model has in view at every moment. */
export function CoreTab({ map }: { readonly map: WindowMap }) {
  const blocks = useAppState((state) => state.blocks);
  return (
    <>
      <p className={styles.gloss}>
        Core memory is always in view of the model. It writes here what it should never lose sight of, and so
        can you.
      </p>
      <div className={styles.cards}>
        {blocks.map((block) => (
          <BlockCard key={block.label} block={block} map={map} />
        ))}
      </div>
    </>
  );
}
