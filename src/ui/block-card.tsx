import { useEffect, useState } from 'react';
import type { Block } from '../kernel/block.ts';
import type { WindowMap } from '../kernel/trace.ts';
import styles from './block-card.module.css';
import { BlockEditor } from './block-editor.tsx';
import { BlockHistory } from './block-history.tsx';
import { blockRoom } from './block-room.ts';
import { formatNumber } from './format-count.ts';
import { IconButton } from './icon-button.tsx';
import panelStyles from './memory-panel.module.css';
import type { EditedBlock } from './navigation.ts';
import { useAppState } from './use-app.ts';

interface BlockCardProps {
  readonly block: Block;
  readonly map: WindowMap;
  /** Set when it is to be edited, anew each time. */
  readonly edited: EditedBlock | null;
}

export function BlockCard({ block, map, edited }: BlockCardProps) {
  const [editing, setEditing] = useState(false);
  useEffect(() => {
    if (edited) setEditing(true);
  }, [edited]);
  const { label, description, value } = block;
  const blocks = useAppState((state) => state.blocks.length);
  const room = blockRoom(map, blocks);
  const share = Math.min(1, value.length / room);

  return (
    <section className={panelStyles.card} aria-label={`Core memory: ${label}`}>
      <div className={panelStyles.cardHead}>
        <h3>{label}</h3>
        <span className={panelStyles.end}>
          {formatNumber(value.length)} / {formatNumber(room)}
        </span>
        {!editing && (
          <IconButton icon="pencil" small label={`Edit ${label}`} onClick={() => setEditing(true)} />
        )}
      </div>
      <p className={styles.description}>{description}</p>
      {editing ? (
        <BlockEditor block={block} onDone={() => setEditing(false)} />
      ) : (
        <p className={value === '' ? panelStyles.faint : panelStyles.value}>{value || 'Nothing noted yet'}</p>
      )}
      <div
        className={styles.meter}
        role="img"
        aria-label={`${formatNumber(value.length)} of ${formatNumber(room)} characters`}
        title={`${formatNumber(value.length)} of ${formatNumber(room)} characters`}
      >
        <span style={{ width: `${100 * share}%` }} />
      </div>
      <BlockHistory label={label} version={block.updatedAt} />
    </section>
  );
}
