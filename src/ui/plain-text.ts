import type { Token, Tokens } from 'marked';
import { hideLabels } from './hide-labels.ts';
import { lexMarkdown } from './lex-markdown.ts';

/** What a reader sees of Markdown, without its marks and without the labels of sources. Tables are cut by tabs. */
export function plainText(markdown: string): string {
  return blocksText(lexMarkdown(hideLabels(markdown)).blocks as readonly Token[]).trim();
}

function blocksText(blocks: readonly Token[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'hr':
      return '';
    case 'list':
      return listText(token as Tokens.List);
    case 'table':
      return tableText(token as Tokens.Table);
    case 'blockquote':
      return blocksText(token.tokens ?? []);
    default:
      return inlineText(token);
  }
}

function listText({ items, ordered, start }: Tokens.List): string {
  const first = start === '' ? 1 : start;
  const lines = items.map((item, index) => {
    const mark = ordered ? `${first + index}.` : '–';
    return `${mark} ${blocksText(item.tokens).replace(/\n+/g, '\n   ')}`;
  });
  return lines.join('\n');
}

function tableText({ header, rows }: Tokens.Table): string {
  const line = (cells: readonly Tokens.TableCell[]) => cells.map((it) => spanText(it.tokens)).join('\t');
  return [header, ...rows].map(line).join('\n');
}

function spanText(tokens: readonly Token[]): string {
  return tokens.map(inlineText).join('');
}

function inlineText(token: Token): string {
  if (token.type === 'br') return '\n';
  if ('tokens' in token && token.tokens) return spanText(token.tokens);
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
}
