import { useEffect, useRef } from 'react';
import { acceptedModels, acceptedWords } from './accepted-files.ts';
import styles from './drop-overlay.module.css';
import { Icon } from './icon.tsx';

/**
 * Covers the window while files are held over it. In the top layer, so that it covers open dialogs too.
 * `wantsModel`: over the models dialog, where only a model makes sense.
 */
export function DropOverlay({ wantsModel }: { readonly wantsModel: boolean }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.showPopover(), []);
  return (
    <div ref={ref} popover="manual" className={styles.overlay}>
      <div className={styles.frame}>
        <Icon name="document" size={32} />
        <p className={styles.title}>
          {wantsModel ? 'Drop to keep as a model' : 'Drop to add to your documents'}
        </p>
        <p>
          {wantsModel ? acceptedModels : `${acceptedWords}; ${acceptedModels} as a model`}. They stay on this
          device.
        </p>
      </div>
    </div>
  );
}
