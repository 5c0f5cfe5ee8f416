/**
 * What a call is about, for scores kept apart: the function, what the message before it was, and, where that is
 * a search's result, how many rows it shows.
 */
export function callKind(call: string, before: string): string {
  const name = /"function":"(\w+)"/.exec(call)?.[1] ?? 'unknown';
  const cause = causeOf(before);
  if (name !== 'send_message' || cause === '') return name;
  const cites = /"sources":\[([^\]]*)\]/.exec(call)?.[1] ?? '';
  const sources = cites === '' ? 0 : cites.split(',').length;
  return `${name}, ${sources} cited, after ${cause}`;
}

function causeOf(before: string): string {
  const last = before.split('\n').at(-1) ?? '';
  const result = /^\{"type":"function_result","function":"(\w+)"/.exec(last)?.[1];
  if (result === undefined) return /^\{"type":"(\w+)"/.exec(last)?.[1] ?? '';
  const rows = last.match(/\\n\[[dm]\d+\]/g)?.length ?? 0;
  return result.includes('search') ? `${result} with ${rows} rows` : result;
}
