import { createElement, type ReactNode } from 'react';
import styles from './code-block.module.css';
import { codeLanguage } from './code-languages.ts';
import { CopyButton } from './copy-button.tsx';
import type { CodeToken } from './highlight-code.ts';
import { useMadeInIdle } from './use-made-in-idle.ts';

/** Longer code stays plain: in characters. So many take 10 ms at once, and SQL up to 35. */
const COLOURED_AT_MOST = 10_000;

interface CodeBlockProps {
  /** What stands after the fence. */
  readonly language: string;
  readonly text: string;
  /** Whether the code has come to its end: before that it is not coloured. */
  readonly whole: boolean;
}

export function CodeBlock({ language, text, whole }: CodeBlockProps) {
  const known = whole && text.length <= COLOURED_AT_MOST ? codeLanguage(language) : null;
  const coloured = useMadeInIdle(known === null ? null : `${known} ${text}`, async () => {
    const { highlightCode } = await import('./highlight-code.ts');
    return () => coloursOf(highlightCode(text, known ?? ''));
  });
  return (
    <figure className={styles.code}>
      <figcaption>
        {language || 'Code'}
        <CopyButton text={text} label="Copy the code" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines must scroll by keyboard too */}
      <pre tabIndex={0}>
        <code>{coloured ?? text}</code>
      </pre>
    </figure>
  );
}

function coloursOf(tokens: readonly CodeToken[]): ReactNode {
  const stretches = tokens.map(({ kind, text }) =>
    kind === null ? text : createElement('span', { className: styles[kind] }, text),
  );
  return createElement('span', null, ...stretches);
}
