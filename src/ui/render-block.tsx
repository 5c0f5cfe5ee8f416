import type { Token, Tokens } from 'marked';
import { createElement, Fragment, memo, type ReactNode } from 'react';
import { CodeBlock } from './code-block.tsx';
import { Formula } from './formula.tsx';
import styles from './markdown.module.css';
import type { MarkdownToken } from './math-token.ts';
import { type Citations, renderInline } from './render-inline.tsx';

/** One block of Markdown. */
export function renderBlock(token: MarkdownToken, citations: Citations): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading': {
      // A reply's headings stand below those of the page.
      const Heading = (['h3', 'h4', 'h5', 'h6'] as const)[Math.min(token.depth, 4) - 1] ?? 'h3';
      return <Heading className={styles.heading}>{renderInline(token.tokens, citations)}</Heading>;
    }
    case 'paragraph':
      return <p>{renderInline(token.tokens, citations)}</p>;
    case 'text':
      // The words of a tight list item.
      return renderInline(token.tokens ?? [token], citations);
    case 'code':
      return <CodeBlock language={token.lang ?? ''} text={token.text} whole={isClosedFence(token.raw)} />;
    case 'math':
      return (
        <p>
          <Formula tex={token.tex} display={token.display} source={token.raw.trim()} />
        </p>
      );
    case 'blockquote':
      return <blockquote>{renderBlocks(token.tokens, citations)}</blockquote>;
    case 'hr':
      return <hr />;
    case 'list':
      return renderList(token, citations);
    case 'table':
      return renderTable(token, citations);
    case 'html':
      return <p className={styles.literal}>{token.raw.trimEnd()}</p>;
    default:
      return renderInline([token], citations);
  }
}

function renderBlocks(tokens: readonly Token[], citations: Citations): ReactNode {
  return createElement(Fragment, null, ...tokens.map((it) => renderBlock(it as MarkdownToken, citations)));
}

function renderList(list: Tokens.List, citations: Citations): ReactNode {
  const items = list.items.map((item) => createElement(ListItem, { item, citations }));
  if (!list.ordered) return createElement('ul', null, ...items);
  return createElement('ol', { start: list.start === '' ? 1 : list.start }, ...items);
}

interface ListItemProps {
  readonly item: Tokens.ListItem;
  readonly citations: Citations;
}

/** A long list that grows at its end draws only that end anew. */
const ListItem = memo(
  function ListItem({ item, citations }: ListItemProps) {
    return <li className={item.task ? styles.task : undefined}>{renderBlocks(item.tokens, citations)}</li>;
  },
  (a, b) => a.item.raw === b.item.raw && a.item.loose === b.item.loose && a.citations === b.citations,
);

function renderTable(table: Tokens.Table, citations: Citations): ReactNode {
  const row = (cells: readonly Tokens.TableCell[]) =>
    createElement('tr', null, ...cells.map((cell) => renderCell(cell, citations)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must scroll by keyboard too
    <section className={styles.table} tabIndex={0} aria-label="Table">
      <table>
        <thead>{row(table.header)}</thead>
        {createElement('tbody', null, ...table.rows.map(row))}
      </table>
    </section>
  );
}

function renderCell(cell: Tokens.TableCell, citations: Citations): ReactNode {
  const Cell = cell.header ? 'th' : 'td';
  const style = cell.align ? { textAlign: cell.align } : undefined;
  return <Cell style={style}>{renderInline(cell.tokens, citations)}</Cell>;
}

/** While a reply grows, its last fence is open. */
function isClosedFence(raw: string): boolean {
  const [, fence = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(raw) ?? [];
  const last = raw.trimEnd().split('\n').slice(1).at(-1)?.trim() ?? '';
  return (
    fence !== '' &&
    last.length >= fence.length &&
    last === last.charAt(0).repeat(last.length) &&
    last[0] === fence[0]
  );
}
