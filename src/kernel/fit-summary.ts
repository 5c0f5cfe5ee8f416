import type { Summary } from './conversation.ts';
import { clip } from './extractive-summary.ts';

/**
 * What is shown of a summary: one written for a larger window, or in a dense script, is cut; it is stored whole.
 *
 * @param tokens the most that it may take
 * @param count tokens of a text
 */
export async function fitSummary(
  summary: Summary,
  tokens: number,
  count: (text: string) => Promise<number>,
): Promise<Summary> {
  let { text } = summary;
  while (text.length > 40 && (await count(text)) > tokens) text = clip(text, Math.floor(text.length * 0.7));
  return { ...summary, text };
}
