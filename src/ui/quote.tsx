import type { TextRange } from '../kernel/text-range.ts';
import { classNames } from './class-names.ts';
import { excerptAround } from './excerpt-around.ts';
import { markRanges } from './mark-ranges.ts';
import styles from './quote.module.css';

interface QuoteProps {
  readonly text: string;
  readonly sentence: TextRange | null;
  /** About how many characters to show. */
  readonly length: number;
  /** Within a line of text, where no block may stand. */
  readonly inline?: boolean;
  /** Said in a chat, not written in a document. */
  readonly spoken?: boolean;
}

/** A passage in a document's own words, with the matching sentence marked. */
export function Quote({ text, sentence, length, inline = false, spoken = false }: QuoteProps) {
  const excerpt = excerptAround(text, sentence, length);
  const Element = inline ? 'span' : 'blockquote';
  let offset = 0;
  return (
    <Element className={classNames(styles.quote, spoken && styles.spoken)}>
      {excerpt.cutStart && '… '}
      {markRanges(excerpt.text, null, excerpt.range).map(({ text: piece, level }) => {
        const key = offset;
        offset += piece.length;
        return level === 'strong' ? <mark key={key}>{piece}</mark> : <span key={key}>{piece}</span>;
      })}
      {excerpt.cutEnd && ' …'}
    </Element>
  );
}
