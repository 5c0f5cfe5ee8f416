import { formatNumber } from './format-count.ts';
import type { OverlongBlock } from './models-state.ts';

/** "Human is 900 characters long; 720 fit this model's window. Nothing is cut. …" */
export function describeOverlong(blocks: readonly OverlongBlock[]): string {
  const each = blocks.map(
    ({ label, characters, room }) =>
      `${label.charAt(0).toUpperCase()}${label.slice(1)} is ${formatNumber(characters)} characters long; ${formatNumber(room)} fit this model's window.`,
  );
  const them = blocks.length === 1 ? 'it' : 'them';
  return `${each.join(' ')} Nothing is cut. Shorten ${them}, or load with a larger window.`;
}
