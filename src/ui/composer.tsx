import { type ClipboardEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { AttachButton } from './attach-button.tsx';
import { AttachedControl } from './attached-control.tsx';
import styles from './composer.module.css';
import { ComposerHint } from './composer-hint.tsx';
import { ComposerPaste } from './composer-paste.tsx';
import { errorMessage } from './error-message.ts';
import { Icon } from './icon.tsx';
import { isComposing } from './is-composing.ts';
import { LONG_PASTE, pastedFile } from './pasted-file.ts';
import { shortcutHint } from './shortcuts.ts';
import { useApp, useAppState } from './use-app.ts';
import { useDraft } from './use-draft.ts';
import { useMedia } from './use-media.ts';

export const COMPOSER_ID = 'composer';

interface ComposerProps {
  readonly conversationId: string;
  readonly draft: string;
  readonly running: boolean;
  /** What the person said last here, for recalling it; '' when nothing was said. */
  readonly lastSaid: string;
}

/** Browsers without `field-sizing` need the height set by hand. */
const growsByItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

export function Composer({ conversationId, draft, running, lastSaid }: ComposerProps) {
  const { actions } = useApp();
  const [text, setText] = useDraft(conversationId, draft);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const [waits, setWaits] = useState(false);
  const [pasted, setPasted] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const touch = useMedia('(pointer: coarse)');
  const choosable = useAppState((state) => state.documents.length > 0);
  const empty = text.trim() === '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for each text
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || growsByItself) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  async function send(): Promise<void> {
    if (running) return setWaits(true);
    const words = text.trim();
    if (words === '' || sending) return;
    setSending(true);
    setProblem('');
    setText('');
    try {
      await actions.say(words);
    } catch (error) {
      // Nothing was stored: the words go back to where they were written, before anything typed since.
      const since = field.current?.value ?? '';
      setText(since === '' ? words : `${words}\n${since}`);
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
    } else if (event.key === 'ArrowUp' && text === '' && lastSaid !== '') {
      event.preventDefault();
      setText(lastSaid);
    }
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const files = [...event.clipboardData.files];
    const words = event.clipboardData.getData('text/plain');
    if (files.length === 0 && words.length <= LONG_PASTE) return;
    event.preventDefault();
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
    setText(text.slice(0, selectionStart) + pasted + text.slice(selectionEnd));
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
            setText(event.target.value);
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
      {pasted !== '' && (
        <ComposerPaste
          text={pasted}
          onDocument={() => settlePaste(() => void actions.addFiles([pastedFile(pasted)]))}
          onMessage={() => settlePaste(putIntoMessage)}
          onDiscard={() => settlePaste()}
        />
      )}
      <ComposerHint problem={problem} waits={waits && running} />
    </form>
  );
}

/** @param choosable what the chat searches is chosen beside it, which on a phone takes the room for more words */
function placeholderOf(touch: boolean, choosable: boolean): string {
  if (!touch) return 'Message, or drop a document anywhere';
  return choosable ? 'Message' : 'Message, or add a document';
}
