import type { ChatMessage } from '../../../src/kernel/language-model.ts';
import { archivalSentence } from './archival-facts.ts';
import type { CoreKind } from './core-kinds.ts';
import { findEvidence } from './find-evidence.ts';
import { type PromptEvent, readPrompt, summaryOpening } from './read-prompt.ts';
import type { RecallKind } from './recall-kinds.ts';
import { greetings, outOfScope, smallTalk } from './small-talk.ts';
import type { Meaning } from './understand-sentence.ts';

/** The prompt as far as one answer is concerned. */
interface Turn {
  readonly events: readonly PromptEvent[];
  /** What came since the person spoke. */
  readonly since: readonly PromptEvent[];
  /** Core memory's lines as they stand now. */
  readonly core: readonly string[];
}

/** Topics that a summary names: longer lists end in the same topic again and again, in so small a model. */
export const mostTopics = 3;
const replies = new Map(smallTalk);

/**
 * What a model that follows the protocol writes next, worked out from the prompt alone. Answers from core memory
 * and from what was fetched since the person spoke, searches for all else, and says so where a search found
 * nothing. That something stood further up is no reason not to search: so small a model tells reliably what was
 * done since, but not what a long prompt lacks.
 */
export function teach(messages: readonly ChatMessage[]): string {
  const events = readPrompt(messages);
  const last = events.at(-1);
  if (last?.type === 'memory-turn') return summarise(events);
  if (last?.type === 'timer') return think('Rest.', 'pause_heartbeats', { minutes: 60 });
  const at = events.findLastIndex((event) => event.type === 'said');
  const said = events[at];
  if (said?.type !== 'said') return send('Hello.');
  const turn = { events, since: events.slice(at + 1), core: coreLines(events) };
  if (turn.since.some((event) => event.type === 'failed')) return send('That failed. Please ask again.');
  const facts = said.meanings.filter((meaning) => meaning.type === 'tell-core');
  if (facts.length > 0) return noteFacts(facts, turn);
  const [meaning] = said.meanings;
  return meaning ? respond(meaning, turn) : chat(said.text, turn);
}

function respond(meaning: Meaning, turn: Turn): string {
  switch (meaning.type) {
    case 'ask-core':
      return answerFromCore(meaning.kind, turn);
    case 'tell-recall':
      return send('I will remember that.');
    case 'ask-recall':
      return answerFromRecall(meaning.kind, meaning.thing, turn);
    case 'ask-archival':
      return answerFromArchival(meaning.attributes, meaning.key, turn);
    case 'tell-core':
    case 'tell-archival':
      return send(outOfScope);
  }
}

/** Saves each fact that core memory does not show yet, then says so. */
function noteFacts(facts: readonly Extract<Meaning, { type: 'tell-core' }>[], { core }: Turn): string {
  for (const { kind, value } of facts) {
    const line = `${kind.line}: ${value}`;
    if (core.includes(line)) continue;
    const before = core.find((it) => it.startsWith(`${kind.line}: `));
    return before
      ? act('Correct it.', 'core_memory_replace', { label: 'human', old_content: before, new_content: line })
      : act('Save it.', 'core_memory_append', { label: 'human', content: line });
  }
  const told = facts.map(({ kind, value }) => kind.answer.replace('*', value)).join(' ');
  return send(`Noted: ${told.charAt(0).toLowerCase()}${told.slice(1)}`);
}

function answerFromCore(kind: CoreKind, { events, since, core }: Turn): string {
  const line = core.find((it) => it.startsWith(`${kind.line}: `));
  if (line) return send(kind.answer.replace('*', line.slice(kind.line.length + 2)));
  const read = (it: Meaning) => (it.type === 'tell-core' && it.kind === kind ? it.value : null);
  if (!findEvidence(since, read) && !wasSearched(since, kind.topic)) return searchRecall(kind.topic);
  const shown = findEvidence(events, read);
  return shown ? send(kind.answer.replace('*', shown.value), sourcesOf(shown.label)) : send(kind.unknown);
}

function answerFromRecall(kind: RecallKind, thing: string, { events, since }: Turn): string {
  const fill = (phrase: string) => phrase.replace('#', thing);
  const read = (it: Meaning) =>
    it.type === 'tell-recall' && it.kind === kind && it.thing === thing ? it.value : null;
  const query = fill(kind.query);
  if (!findEvidence(since, read) && !wasSearched(since, query)) return searchRecall(query);
  // Recall leaves out what still stands in the prompt, so that counts too, once it was searched.
  const shown = findEvidence(events, read);
  return shown
    ? send(fill(kind.answer).replace('*', shown.value), sourcesOf(shown.label))
    : send(fill(kind.unknown));
}

/** Looks up one attribute after the other, the innermost first. */
function answerFromArchival(attributes: readonly string[], key: string, { since }: Turn): string {
  const sentences: string[] = [];
  const sources: string[] = [];
  let at = key;
  for (const attribute of attributes.toReversed()) {
    const shown = findEvidence(since, (it) =>
      it.type === 'tell-archival' && it.fact.attribute === attribute && it.fact.key === at
        ? it.fact.value
        : null,
    );
    const query = `${attribute} of ${at}`;
    if (!shown && wasSearched(since, query)) return send(`I found nothing about the ${query}.`);
    if (!shown) return act('Look it up.', 'archival_memory_search', { query, page: 1 });
    sentences.push(archivalSentence({ attribute, key: at, value: shown.value }));
    sources.push(...sourcesOf(shown.label));
    at = shown.value;
  }
  return send(sentences.join(' '), [...new Set(sources)]);
}

function chat(text: string, { core }: Turn): string {
  if (!greetings.includes(text)) return send(replies.get(text) ?? outOfScope);
  const name = core.find((line) => line.startsWith('Name: '))?.slice('Name: '.length);
  return send(name ? `Hello, ${name}.` : 'Hello. What is your name?');
}

/** Names what the earlier summary named, then what the person told. */
function summarise(events: readonly PromptEvent[]): string {
  const topics = new Set<string>();
  for (const event of events) {
    if (event.type === 'summary') for (const topic of event.topics) topics.add(topic);
    if (event.type === 'said') for (const topic of event.meanings.flatMap(toldTopic)) topics.add(topic);
  }
  const named = [...topics].slice(0, mostTopics).join(', ');
  const summary = named === '' ? 'We made small talk.' : `${summaryOpening}${named}.`;
  return think('Sum up.', 'summarize', { summary, keep: [], reflections: [] });
}

function toldTopic(meaning: Meaning): string[] {
  switch (meaning.type) {
    case 'tell-core':
      return [meaning.kind.topic];
    case 'tell-recall':
      return [meaning.kind.query.replace('#', meaning.thing)];
    default:
      return [];
  }
}

function coreLines(events: readonly PromptEvent[]): readonly string[] {
  return events.findLast((event) => event.type === 'core')?.lines ?? [];
}

function wasSearched(since: readonly PromptEvent[], query: string): boolean {
  return since.some((event) => event.type === 'searched' && event.query === query);
}

function sourcesOf(label: string | null): string[] {
  return label === null ? [] : [label];
}

function searchRecall(query: string): string {
  return act('Search recall.', 'conversation_search', { query, page: 1 });
}

function send(message: string, sources: readonly string[] = []): string {
  return JSON.stringify({ function: 'send_message', arguments: { message, sources } });
}

/** A call that goes on after its result. */
function act(thought: string, name: string, args: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ thought, function: name, arguments: args, request_heartbeat: true });
}

function think(thought: string, name: string, args: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ thought, function: name, arguments: args });
}
