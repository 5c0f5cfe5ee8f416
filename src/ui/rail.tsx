import { BrandMark } from './brand-mark.tsx';
import { classNames } from './class-names.ts';
import { formatNumber } from './format-count.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { useNavigation } from './navigation.ts';
import styles from './rail.module.css';
import { RailChats } from './rail-chats.tsx';
import { RailFoot } from './rail-foot.tsx';
import { shortcutHint } from './shortcuts.ts';
import { useAppState } from './use-app.ts';

interface RailProps {
  readonly place: 'chat' | 'library';
  /** Something was chosen: on a phone the drawer closes. */
  readonly onDone: () => void;
  readonly onFold: () => void;
}

export function Rail({ place, onDone, onFold }: RailProps) {
  const { openLibrary, openSearch, openSettings, newChat } = useNavigation();
  const documents = useAppState((state) => state.documents.length);
  const ready = useAppState((state) => state.stage.name === 'ready');

  return (
    <div className={styles.rail}>
      <div className={styles.brand}>
        <BrandMark />
        <span>Pagefile</span>
        <IconButton icon="rail" label="Hide the list of chats" shortcut="rail" onClick={onFold} />
      </div>
      <div className={styles.begin}>
        <button
          type="button"
          className={classNames(styles.entry, styles.newChat)}
          title={`New chat (${shortcutHint('newChat')})`}
          disabled={!ready}
          onClick={() => {
            newChat();
            onDone();
          }}
        >
          <Icon name="newChat" />
          New chat
        </button>
        <IconButton
          icon="temporary"
          small
          label="New temporary chat"
          className={styles.temporary}
          disabled={!ready}
          onClick={() => {
            newChat({ temporary: true });
            onDone();
          }}
        />
      </div>
      <button
        type="button"
        className={styles.entry}
        title={`Search everything (${shortcutHint('search')})`}
        onClick={() => {
          openSearch();
          onDone();
        }}
      >
        <Icon name="search" />
        Search everything
      </button>
      <button
        type="button"
        className={styles.entry}
        aria-current={place === 'library' ? 'page' : undefined}
        onClick={() => {
          openLibrary();
          onDone();
        }}
      >
        <Icon name="library" />
        Library
        <span className={styles.count}>
          {documents > 0 && (
            <>
              {formatNumber(documents)}
              <span className="hidden-visually"> documents</span>
            </>
          )}
        </span>
      </button>
      <RailChats shown={place === 'chat'} onDone={onDone} />
      <button
        type="button"
        className={styles.entry}
        onClick={() => {
          openSettings();
          onDone();
        }}
      >
        <Icon name="settings" />
        Settings
      </button>
      <RailFoot />
    </div>
  );
}
