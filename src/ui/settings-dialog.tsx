import { useEffect, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import styles from './settings-dialog.module.css';
import { SettingsPage } from './settings-page.tsx';
import { type SettingsSection, settingsSections } from './settings-section.ts';
import { PHONE, useMedia } from './use-media.ts';

interface SettingsDialogProps {
  /** Opened at this section; else at the first, or on a phone at the list of them. */
  readonly section?: SettingsSection | undefined;
  readonly onClose: () => void;
}

/** What a person sets once and seldom again, by section: a list beside it, on a phone before it. */
export function SettingsDialog({ section, onClose }: SettingsDialogProps) {
  const phone = useMedia(PHONE);
  const [chosen, setChosen] = useState<SettingsSection | null>(section ?? null);
  const shown = chosen ?? (phone ? null : 'general');
  const title = settingsSections.find((it) => it.name === shown)?.title ?? '';
  const page = useFocusOnPage(shown, phone);

  return (
    <ModalDialog label="Settings" shape="tall" onClose={onClose}>
      <div ref={page} className={styles.place}>
        {(!phone || shown === null) && (
          <nav aria-label="Sections of the settings" className={styles.sections}>
            {settingsSections.map(({ name, title }) => (
              <button
                key={name}
                type="button"
                aria-current={name === shown ? 'page' : undefined}
                onClick={() => setChosen(name)}
              >
                {title}
                {phone && <Icon name="chevron" size={16} />}
              </button>
            ))}
          </nav>
        )}
        {shown !== null && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          <section key={shown} aria-label={title} tabIndex={0} className={styles.body}>
            <header className={styles.title}>
              {phone && (
                <IconButton
                  icon="previous"
                  label="All settings"
                  data-back=""
                  onClick={() => setChosen(null)}
                />
              )}
              <h3>{title}</h3>
            </header>
            <SettingsPage section={shown} onOpen={setChosen} onClose={onClose} />
          </section>
        )}
      </div>
    </ModalDialog>
  );
}

/** On a phone the list and its pages replace each other: the keyboard goes along. */
function useFocusOnPage(shown: SettingsSection | null, phone: boolean) {
  const page = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    const left = before.current;
    if (left === shown) return;
    before.current = shown;
    if (!phone) return;
    const at = settingsSections.findIndex(({ name }) => name === left);
    const next =
      shown === null
        ? page.current?.querySelectorAll<HTMLElement>('nav button')[at]
        : page.current?.querySelector<HTMLElement>('[data-back]');
    next?.focus();
  }, [shown, phone]);
  return page;
}
