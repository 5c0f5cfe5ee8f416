import type { Token } from 'marked';
import { createElement, Fragment, type ReactNode } from 'react';
import type { Citation } from '../kernel/message.ts';
import { CitationChip } from './citation-chip.tsx';
import { decodeEntities } from './decode-entities.ts';
import { Formula } from './formula.tsx';
import { hideLabels } from './hide-labels.ts';
import { Icon } from './icon.tsx';
import { linkTarget } from './link-target.ts';
import styles from './markdown.module.css';
import { MarkdownLink } from './markdown-link.tsx';
import type { MarkdownToken } from './math-token.ts';
import { splitLabels } from './split-labels.ts';

/** What the labels in a text stand for; `null` while the reply is still growing and nobody knows. */
export type Citations = readonly Citation[] | null;

/** The inside of a block. */
export function renderInline(tokens: readonly Token[], citations: Citations): ReactNode {
  return createElement(Fragment, null, ...tokens.map((it) => renderToken(it as MarkdownToken, citations)));
}

function renderToken(token: MarkdownToken, citations: Citations): ReactNode {
  switch (token.type) {
    case 'text':
      if (token.tokens) return renderInline(token.tokens, citations);
      return renderText(token.escaped ? token.text : decodeEntities(token.text), citations);
    case 'escape':
      return token.text;
    case 'strong':
      return <strong>{renderInline(token.tokens, citations)}</strong>;
    case 'em':
      return <em>{renderInline(token.tokens, citations)}</em>;
    case 'del':
      return <del>{renderInline(token.tokens, citations)}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'math':
      return <Formula tex={token.tex} display={token.display} source={token.raw} />;
    case 'br':
      return <br />;
    case 'checkbox':
      return <input type="checkbox" checked={token.checked} readOnly disabled aria-label="Done" />;
    case 'link': {
      const address = linkTarget(token.href);
      if (!address) return token.raw;
      return <MarkdownLink address={address}>{renderInline(token.tokens, citations)}</MarkdownLink>;
    }
    case 'image':
      return (
        <span className={styles.image} title={`Not loaded: ${token.href}`}>
          <Icon name="document" size={13} />
          Image, not loaded{token.text === '' ? '' : `: ${decodeEntities(token.text)}`}
        </span>
      );
    default:
      // Raw HTML, and whatever else may come, is shown as it was written.
      return token.raw;
  }
}

function renderText(text: string, citations: Citations): ReactNode {
  if (!citations) return hideLabels(text);
  const pieces = splitLabels(text, citations).map((piece) => {
    if (piece.type === 'text') return piece.text;
    return createElement(CitationChip, { citation: piece.citation, number: piece.number });
  });
  return createElement(Fragment, null, ...pieces);
}
