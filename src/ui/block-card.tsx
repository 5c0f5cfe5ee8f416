import { useEffect, useState } from 'react';
import type { Block } from '../kernel/block.ts';
import type { WindowMap } from '../kernel/trace.ts';
import styles from './block-card.module.css';
import { BlockEditor } from './block-editor.tsx';
import { BlockHistory } from './block-history.tsx';
import { BlockLock } from './block-lock.tsx';
import { BlockMeter } from './block-meter.tsx';
import { blockRoom } from './block-room.ts';
import { BlockSettings } from './block-settings.tsx';
import { IconButton } from './icon-button.tsx';
import panelStyles from './memory-panel.module.css';
import type { EditedBlock } from './navigation.ts';
import { useAppState } from './use-app.ts';
import { useReturnFocus } from './use-return-focus.ts';

interface BlockCardProps {
  readonly block: Block;
  readonly map: WindowMap;
  /** Set when it is to be edited, anew each time. */
  readonly edited: EditedBlock | null;
}

/** One block of core memory: its text, its lock, what it is for, how full it is, and its history. */
export function BlockCard({ block, map, edited }: BlockCardProps) {
  const [open, setOpen] = useState<'text' | 'settings' | null>(null);
  useEffect(() => {
    if (edited) setOpen('text');
  }, [edited]);
  const blocks = useAppState((state) => state.blocks);
  const pencil = useReturnFocus<HTMLButtonElement>(open === 'text');
  const settings = useReturnFocus<HTMLButtonElement>(open === 'settings');
  const { label, description, value, locked } = block;

  return (
    <section className={panelStyles.card} aria-label={`Core memory: ${label}`}>
      <div className={panelStyles.cardHead}>
        <h3>{label}</h3>
        <span className={panelStyles.tools}>
          <BlockLock block={block} />
          {open === null && (
            <>
              <IconButton
                ref={pencil}
                icon="pencil"
                small
                label={`Edit ${label}`}
                onClick={() => setOpen('text')}
              />
              <IconButton
                ref={settings}
                icon="settings"
                small
                label={`Settings of ${label}`}
                onClick={() => setOpen('settings')}
              />
            </>
          )}
        </span>
      </div>
      {open === 'settings' ? (
        <BlockSettings block={block} onDone={() => setOpen(null)} />
      ) : (
        <p className={styles.description}>
          {description}
          {locked && '. Locked: only you change it'}
        </p>
      )}
      {open === 'text' ? (
        <BlockEditor block={block} onDone={() => setOpen(null)} />
      ) : (
        <p className={value === '' ? panelStyles.faint : panelStyles.value}>{value || 'Nothing noted yet'}</p>
      )}
      <BlockMeter used={value.length} room={blockRoom(map, block, blocks)} />
      <BlockHistory label={label} version={block.updatedAt} />
    </section>
  );
}
