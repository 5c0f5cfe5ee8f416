import type { BenchConversation } from './bench-conversation.ts';

/** What the person says in one turn, and everything that the model writes in it, as the grammar has it. */
export interface Turn {
  readonly said: string;
  /** The calls before the answer, in order. */
  readonly calls: readonly string[];
  readonly reply: string;
  /** What a memory-pressure alert after this turn makes the model store, and how it would summarise. */
  readonly note: string;
  readonly summary: string;
}

/** Core memory is edited every so many turns, and recall searched. */
const EDIT_EVERY = 5;
const SEARCH_EVERY = 2;
/** Facts kept in core memory; after these the oldest is replaced. */
const FACTS_KEPT = 6;
/** MemGPT asks for at most 100 words. */
const SUMMARY_LENGTH = 560;

/**
 * The script that every layout is measured on: the conversation's exchanges in order, from the start again
 * when it is over; a core-memory edit every fifth turn, a search of recall every second, both before the answer.
 */
export function planTurns(conversation: BenchConversation, count: number): Turn[] {
  const exchanges = pairUp(conversation);
  const exchangeAt = (turn: number) => {
    const exchange = exchanges[(turn - 1) % exchanges.length];
    if (!exchange) throw new Error('The conversation has no exchange.');
    return exchange;
  };
  const facts: string[] = [];
  return Array.from({ length: count }, (_, index) => {
    const turn = index + 1;
    const { said, answered } = exchangeAt(turn);
    const calls: string[] = [];
    if (turn % EDIT_EVERY === 0) {
      const fact = `Note: ${wholeWords(said, 80)}`;
      const old = facts.length === FACTS_KEPT ? facts.shift() : undefined;
      calls.push(old === undefined ? append(fact) : replace(old, fact));
      facts.push(fact);
    }
    if (turn % SEARCH_EVERY === 0) calls.push(search(tellingWords(exchangeAt(Math.max(1, turn - 20)).said)));
    const recent = Array.from({ length: Math.min(turn, 6) }, (_, back) => exchangeAt(turn - back));
    const summary = recent.map((it) => `They said: ${cut(it.said, 90)}`).join(' ');
    return {
      said,
      calls,
      reply: written('send_message', { message: answered, sources: [] }),
      note: thought('archival_memory_insert', { content: `From turn ${turn}: ${cut(said, 160)}` }, false),
      summary: thought('summarize', { summary: cut(summary, SUMMARY_LENGTH), keep: [], reflections: [] }),
    };
  });
}

function pairUp({ messages }: BenchConversation): { said: string; answered: string }[] {
  const merged: { role: string; text: string }[] = [];
  for (const { role, text } of messages) {
    const last = merged.at(-1);
    if (last?.role === role) last.text += ` ${text}`;
    else if (last || role === 'user') merged.push({ role, text });
  }
  return merged.flatMap(({ role, text }, index) => {
    const answer = merged[index + 1];
    return role === 'user' && answer ? [{ said: text, answered: answer.text }] : [];
  });
}

const append = (content: string) => thought('core_memory_append', { label: 'human', content });
const replace = (old: string, content: string) =>
  thought('core_memory_replace', { label: 'human', old_content: old, new_content: content });
const search = (query: string) => thought('conversation_search', { query, page: 1 });

function thought(name: string, args: Readonly<Record<string, unknown>>, heartbeat = true): string {
  const call = { thought: 'This is worth a step of its own.', function: name, arguments: args };
  return JSON.stringify(name === 'summarize' ? call : { ...call, request_heartbeat: heartbeat });
}

function written(name: string, args: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ function: name, arguments: args });
}

function tellingWords(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? ['hello'];
  return words
    .toSorted((one, other) => other.length - one.length)
    .slice(0, 4)
    .join(' ');
}

/** On one line, at most so many characters. */
/** As `cut`, but for the word that would be cut: what is noted of the person is in their own words. */
function wholeWords(text: string, length: number): string {
  const short = cut(text, length);
  return short === cut(text, length + 1) ? short : short.slice(0, short.lastIndexOf(' ')).trimEnd();
}

function cut(text: string, length: number): string {
  return Array.from(text.replace(/\s+/g, ' ')).slice(0, length).join('').trim();
}
