import { memo, useRef } from 'react';
import type { Citation } from '../kernel/message.ts';
import { classNames } from './class-names.ts';
import { type LexedMarkdown, lexMarkdown, lexMarkdownTail } from './lex-markdown.ts';
import styles from './markdown.module.css';
import { renderBlock } from './render-block.tsx';
import type { Citations } from './render-inline.tsx';

interface MarkdownProps {
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly streaming: boolean;
}

/** Blocks that are compared as one, so that a long reply costs no more to go on with than a short one. */
const chunkSize = 12;

/** Markdown as React elements: no HTML string exists at any point, so nothing in a reply can become markup. */
export const Markdown = memo(function Markdown({ text, citations, streaming }: MarkdownProps) {
  const lexed = useRef<LexedMarkdown | null>(null);
  const now = streaming ? lexMarkdownTail(text, lexed.current) : lexMarkdown(text);
  lexed.current = now;
  const { blocks } = now;
  // What a label stands for is known only when the reply is whole.
  const known = streaming ? null : citations;
  const chunks = [];
  for (let from = 0; from < blocks.length; from += chunkSize) {
    chunks.push(<Chunk key={from} blocks={blocks.slice(from, from + chunkSize)} citations={known} />);
  }
  return <div className={classNames(styles.markdown, streaming && styles.streaming)}>{chunks}</div>;
});

interface ChunkProps {
  readonly blocks: LexedMarkdown['blocks'];
  readonly citations: Citations;
}

const Chunk = memo(
  function Chunk({ blocks, citations }: ChunkProps) {
    let offset = 0;
    return blocks.map((token) => {
      const key = offset;
      offset += token.raw.length;
      return <Block key={key} token={token} citations={citations} />;
    });
  },
  (a, b) =>
    a.citations === b.citations &&
    a.blocks.length === b.blocks.length &&
    a.blocks.every((token, index) => token === b.blocks[index]),
);

interface BlockProps {
  readonly token: LexedMarkdown['blocks'][number];
  readonly citations: Citations;
}

const Block = memo(
  function Block({ token, citations }: BlockProps) {
    return renderBlock(token, citations);
  },
  (a, b) => a.token.type === b.token.type && a.token.raw === b.token.raw && sameLabels(a, b),
);

/** Only blocks that cite change with the citations. */
function sameLabels(a: BlockProps, b: BlockProps): boolean {
  return a.citations === b.citations || !/\[[dm]\d/.test(a.token.raw);
}
