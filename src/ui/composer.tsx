import {
  type ClipboardEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { AttachButton } from './attach-button.tsx';
import { AttachedControl } from './attached-control.tsx';
import styles from './composer.module.css';
import { ComposerHint } from './composer-hint.tsx';
import { errorMessage } from './error-message.ts';
import { Icon } from './icon.tsx';
import { isComposing } from './is-composing.ts';
import { shortcutHint } from './shortcuts.ts';
import { useApp, useAppState } from './use-app.ts';
import { useLongDraft } from './use-long-draft.ts';
import { useMedia } from './use-media.ts';

const ComposerHeld = lazy(async () => ({ default: (await import('./composer-held.tsx')).ComposerHeld }));
const ComposerPaste = lazy(async () => ({ default: (await import('./composer-paste.tsx')).ComposerPaste }));

export const COMPOSER_ID = 'composer';

/** A pasted text above this length, in UTF-16 units, is more of a document than of a message. */
const LONG_PASTE = 2_000;

export interface LastSaid {
  readonly messageId: string;
  readonly text: string;
}

interface ComposerProps {
  readonly conversationId: string;
  readonly draft: string;
  readonly running: boolean;
  /** What the person said last here, to be taken up again. */
  readonly lastSaid: LastSaid | null;
}

/** Browsers without `field-sizing` need the height set by hand. */
const growsByItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

export function Composer({ conversationId, draft, running, lastSaid }: ComposerProps) {
  const { actions } = useApp();
  const { text, held, whole, put } = useLongDraft(conversationId, draft);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const [waits, setWaits] = useState(false);
  const [pasted, setPasted] = useState('');
  /** The message of which a new version is written. */
  const [editedId, setEditedId] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const touch = useMedia('(pointer: coarse)');
  const choosable = useAppState((state) => state.documents.length > 0);
  const empty = whole.trim() === '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for each text
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || growsByItself) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  async function send(): Promise<void> {
    if (running) return setWaits(true);
    const words = whole.trim();
    if (words === '' || sending) return;
    setSending(true);
    setProblem('');
    put('', '');
    try {
      await (editedId === null ? actions.say(words) : actions.sayAgain(editedId, words));
      setEditedId(null);
    } catch (error) {
      // Nothing was stored: the words go back to where they were written, before anything typed since.
      const since = field.current?.value ?? '';
      put(since === '' ? words : `${words}\n${since}`, '');
      setProblem(errorMessage(error));
    } finally {
      setSending(false);
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void send();
    } else if (event.key === 'ArrowUp' && whole === '' && lastSaid) {
      event.preventDefault();
      put(lastSaid.text, '');
      setEditedId(lastSaid.messageId);
    } else if (event.key === 'Escape' && editedId !== null) {
      event.preventDefault();
      put('', '');
      setEditedId(null);
    }
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const words = event.clipboardData.getData('text/plain');
    const all = [...event.clipboardData.files];
    const files = all.filter((it) => !it.type.startsWith('image/'));
    // Office programs put a picture of the words beside them.
    const isPicture = all.length > files.length && files.length === 0 && words === '';
    if (files.length === 0 && !isPicture && words.length <= LONG_PASTE) return;
    event.preventDefault();
    setProblem(isPicture ? 'Pictures cannot be read here: nothing was added.' : '');
    if (isPicture) return;
    if (files.length > 0) void actions.addFiles(files);
    // A second one joins the first, which is nowhere else yet.
    else setPasted(pasted === '' ? words : `${pasted}\n\n${words}`);
  }

  function settlePaste(settle?: () => void): void {
    settle?.();
    setPasted('');
    field.current?.focus();
  }

  function putIntoMessage(): void {
    const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
    put(text.slice(0, selectionStart) + pasted + text.slice(selectionEnd), held);
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className={styles.box}>
        <AttachButton />
        <AttachedControl />
        <textarea
          ref={field}
          id={COMPOSER_ID}
          className={styles.field}
          aria-label="Message"
          placeholder={placeholderOf(touch, choosable)}
          rows={1}
          value={text}
          autoComplete="off"
          enterKeyHint="send"
          onChange={(event) => {
            put(event.target.value, held);
            setWaits(false);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {running ? (
          <button
            type="button"
            className={styles.send}
            aria-label="Stop"
            title={`Stop (${shortcutHint('stop')})`}
            onClick={() => {
              actions.stop();
              field.current?.focus();
            }}
          >
            <span className={styles.stop} />
          </button>
        ) : (
          <button
            type="submit"
            className={styles.send}
            aria-label="Send"
            title="Send (Enter)"
            disabled={empty || sending}
          >
            <Icon name="send" />
          </button>
        )}
      </div>
      {held !== '' && (
        <Suspense>
          <ComposerHeld
            text={held}
            onDiscard={() => {
              put(text, '');
              field.current?.focus();
            }}
          />
        </Suspense>
      )}
      {pasted !== '' && (
        <Suspense>
          <ComposerPaste
            text={pasted}
            onDocument={(file) => settlePaste(() => void actions.addFiles([file]))}
            onMessage={() => settlePaste(putIntoMessage)}
            onDiscard={() => settlePaste()}
          />
        </Suspense>
      )}
      <ComposerHint problem={problem} waits={waits && running} edits={editedId !== null} />
    </form>
  );
}

/** @param choosable what the chat searches is chosen beside it, which on a phone takes the room for more words */
function placeholderOf(touch: boolean, choosable: boolean): string {
  if (!touch) return 'Message, or drop a document anywhere';
  return choosable ? 'Message' : 'Message, or add a document';
}
