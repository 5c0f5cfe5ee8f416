import styles from './chat-header.module.css';
import { ChatHeading } from './chat-heading.tsx';
import { classNames } from './class-names.ts';
import { findGetting } from './describe-getting.ts';
import { describeModel } from './describe-model.ts';
import { formatCount, formatPercent } from './format-count.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { useNavigation } from './navigation.ts';
import { ProposalCount } from './proposal-count.tsx';
import { shortcutHint } from './shortcuts.ts';
import { useAppState } from './use-app.ts';
import { PHONE, useMedia } from './use-media.ts';
import { WindowBar } from './window-bar.tsx';

interface ChatHeaderProps {
  readonly railOpen: boolean;
  readonly onRail: () => void;
  readonly memoryOpen: boolean;
  readonly onMemory: () => void;
}

export function ChatHeader({ railOpen, onRail, memoryOpen, onMemory }: ChatHeaderProps) {
  const temporary = useAppState((state) => state.view?.conversation.temporary === true);
  const model = useAppState((state) => state.model);
  const getting = findGetting(
    useAppState((state) => state.models),
    model.state !== 'none',
  );
  const map = useAppState((state) => state.view?.windowMap ?? null);
  const waiting = useAppState((state) => state.proposals.length);
  const { openModels } = useNavigation();
  const phone = useMedia(PHONE);
  const words = describeModel(model, getting, phone);
  const moves = getting !== null && !(getting.type === 'files' && getting.files.state === 'paused');
  // Where there is too little room for all of it, how far it is stays.
  const percent = /\d+%$/.exec(words)?.[0] ?? '';
  const text = words.slice(0, words.length - percent.length).trimEnd();
  const filled = map ? formatPercent(Math.min(1, (map.window - map.free) / map.window)) : '';

  return (
    <>
      <header className={styles.header}>
        {!railOpen && (
          <IconButton icon="rail" label="Show the list of chats" shortcut="rail" onClick={onRail} />
        )}
        <ChatHeading />
        <button
          type="button"
          className={styles.chip}
          aria-label={`Models. ${describeModel(model, getting)}`}
          title="Models"
          onClick={openModels}
        >
          <span className={classNames(styles.dot, styles[moves ? 'loading' : model.state])} />
          {text !== '' && <span className={styles.chipText}>{text}</span>}
          {percent !== '' && <span className={styles.percent}>{percent}</span>}
        </button>
        {map && (
          <button
            type="button"
            className={classNames(styles.chip, styles.gauge)}
            aria-expanded={memoryOpen}
            title={`Memory panel (${shortcutHint('memory')})`}
            onClick={onMemory}
          >
            <span className="hidden-visually">
              Memory, {filled} of the context window used
              {waiting > 0 && `, ${formatCount(waiting, 'change')} waiting for you`}
            </span>
            <span aria-hidden className={styles.face}>
              <span className={styles.word}>Memory</span>
              {!memoryOpen && <ProposalCount />}
              <span className={styles.bar}>
                <WindowBar map={map} small />
              </span>
              <span className={classNames(styles.percent, styles.filled)}>{filled}</span>
            </span>
          </button>
        )}
      </header>
      {temporary && (
        <p className={styles.temporary}>
          <Icon name="temporary" size={16} />
          Temporary: it reads memory and writes none, and is gone when you open another chat.
        </p>
      )}
    </>
  );
}
