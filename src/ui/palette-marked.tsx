import type { ReactNode } from 'react';
import type { MarkedText } from './palette-entry.ts';

/** A line of text with its matches marked. */
export function PaletteMarked({ text, marks }: MarkedText) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    pieces.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}
