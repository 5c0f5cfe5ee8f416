import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './modal-dialog.module.css';

interface ModalDialogProps {
  readonly label: string;
  readonly onClose: () => void;
  /** `sheet` slides in from the side or, on a phone, from below; `drawer` from the left. */
  readonly shape?: 'small' | 'wide' | 'tall' | 'sheet' | 'drawer';
  /** `alertdialog` for a question that must be answered. */
  readonly role?: 'dialog' | 'alertdialog';
  /** No heading and no close button: the content brings its own. */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

/** A native modal dialog: the browser keeps focus inside, Escape closes, focus goes back to where it was. */
export function ModalDialog({
  label,
  onClose,
  shape = 'small',
  role,
  bare = false,
  children,
}: ModalDialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(onClose);

  useLayoutEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      dialog?.close();
      const back =
        opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById('main');
      back?.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const onCancel = (event: Event) => {
      // A file picker's own `cancel` bubbles up here.
      if (event.target !== dialog) return;
      event.preventDefault();
      close();
    };
    // The dialog has no padding of its own, so a press that hits it hit the backdrop.
    const onPress = (event: PointerEvent) => event.target === dialog && close();
    // Browsers close on a second Escape without asking.
    const onNativeClose = () => dialog.isConnected && !dialog.open && close();
    dialog.addEventListener('cancel', onCancel);
    dialog.addEventListener('pointerdown', onPress);
    dialog.addEventListener('close', onNativeClose);
    return () => {
      dialog.removeEventListener('cancel', onCancel);
      dialog.removeEventListener('pointerdown', onPress);
      dialog.removeEventListener('close', onNativeClose);
    };
  }, []);

  return (
    <dialog ref={ref} role={role} aria-label={label} className={classNames(styles.dialog, styles[shape])}>
      <div className={styles.content}>
        {!bare && (
          <header className={styles.head}>
            <h2>{label}</h2>
            <IconButton icon="close" label="Close" onClick={onClose} />
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}
