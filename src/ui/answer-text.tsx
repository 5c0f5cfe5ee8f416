import { lazy, Suspense } from 'react';
import type { Citation } from '../kernel/message.ts';
import { labelSentences } from './label-sentences.ts';
import styles from './transcript.module.css';

const Markdown = lazy(async () => ({ default: (await import('./markdown.tsx')).Markdown }));

interface AnswerTextProps {
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly streaming?: boolean;
}

/** A reply as Markdown, its sources after the sentences that they bear out; its plain text until the renderer is here. */
export function AnswerText({ text, citations, streaming = false }: AnswerTextProps) {
  return (
    <Suspense fallback={<p className={styles.plain}>{text}</p>}>
      <Markdown text={labelSentences(text, citations)} citations={citations} streaming={streaming} />
    </Suspense>
  );
}
