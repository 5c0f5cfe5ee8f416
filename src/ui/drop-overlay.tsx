import { useEffect, useRef } from 'react';
import { acceptedWords } from './accepted-files.ts';
import styles from './drop-overlay.module.css';
import { Icon } from './icon.tsx';

/** Covers the window while files are held over it. In the top layer, so that it covers open dialogs too. */
export function DropOverlay() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.showPopover(), []);
  return (
    <div ref={ref} popover="manual" className={styles.overlay}>
      <div className={styles.frame}>
        <Icon name="document" size={32} />
        <p className={styles.title}>Drop to add to your documents</p>
        <p>{acceptedWords}. They stay on this device.</p>
      </div>
    </div>
  );
}
