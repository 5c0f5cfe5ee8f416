import type { ChatMessage } from './language-model.ts';

const standIn = JSON.stringify({
  type: 'left_out',
  message: 'The person does not want this remembered.',
});
const silentReply = JSON.stringify({
  function: 'send_message',
  arguments: { message: '(left out)', sources: [] },
});
/** What was said, and what was fetched for it. */
const said = /^\{"type":"(?:user_message|readahead|search_without_model)"/;
/** What searches found. */
const found = /^\{"type":"(?:function_result|readahead)"/;

/**
 * The content of a message without what is not to be remembered: what was `said` in it, or what was `found` for it and
 * quotes another. The turns stay in their order, as chat templates want them, and so does whatever else a packed
 * message carries, an event a line.
 */
export function withoutWords(
  role: ChatMessage['role'],
  content: string,
  without: { readonly said: boolean; readonly found: boolean },
): string {
  if (!without.said && !without.found) return content;
  if (role === 'assistant') return without.said ? silentReply : content;
  const isOut = (line: string) => (without.said && said.test(line)) || (without.found && found.test(line));
  const rest = content.split('\n').filter((line) => line !== '' && !isOut(line));
  return [...rest, standIn].join('\n');
}
