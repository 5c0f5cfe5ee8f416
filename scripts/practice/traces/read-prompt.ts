import type { ChatMessage } from '../../../src/kernel/language-model.ts';
import { parseCall } from '../../../src/kernel/parse-call.ts';
import { type Meaning, understandText } from './understand-sentence.ts';

/** One line of a packed message, or a call that the model made. */
export type PromptEvent =
  | { readonly type: 'said'; readonly text: string; readonly meanings: readonly Meaning[] }
  | { readonly type: 'rows'; readonly rows: readonly PromptRow[] }
  | { readonly type: 'core'; readonly lines: readonly string[] }
  | { readonly type: 'searched'; readonly query: string }
  | { readonly type: 'replied'; readonly meanings: readonly Meaning[] }
  | { readonly type: 'failed' }
  | { readonly type: 'summary'; readonly topics: readonly string[] }
  | { readonly type: 'memory-turn' }
  | { readonly type: 'timer' };

export interface PromptRow {
  readonly label: string;
  /** Who said it, in a row of recall. */
  readonly by: 'person' | 'model' | 'document';
  readonly meanings: readonly Meaning[];
}

export const summaryOpening = 'We spoke of: ';
const corePrefix = 'human now reads:\n';

/** By role and content: each prompt repeats the one before it. */
const known = new Map<string, readonly PromptEvent[]>();
const mostKnown = 2000;

/** What a prompt says, in order. Reads nothing but the prompt: the teacher knows what the model can know. */
export function readPrompt(messages: readonly ChatMessage[]): PromptEvent[] {
  return messages.flatMap((message) => {
    const key = `${message.role} ${message.content}`;
    const before = known.get(key);
    if (before) return before;
    if (known.size > mostKnown) known.clear();
    const events = readMessage(message);
    known.set(key, events);
    return events;
  });
}

function readMessage({ role, content }: ChatMessage): PromptEvent[] {
  if (role === 'system') return [{ type: 'core', lines: humanLines(content) }];
  if (role === 'assistant') return readCall(content);
  return content.split('\n').flatMap((line) => readEvent(JSON.parse(line)));
}

function humanLines(system: string): string[] {
  const [, block = ''] = /<human>[^\n]*\n([\s\S]*?)\n<\/human>/.exec(system) ?? [];
  return withoutNumbers(block);
}

function withoutNumbers(block: string): string[] {
  return block
    .split('\n')
    .map((line) => line.replace(/^\d+: /, ''))
    .filter((line) => line !== '(empty)' && line !== '');
}

function readCall(content: string): PromptEvent[] {
  const parsed = parseCall(content);
  if (!parsed.ok) return [];
  const { call } = parsed;
  if (call.name === 'send_message') {
    return [{ type: 'replied', meanings: understandText(call.arguments.message) }];
  }
  if (call.name === 'conversation_search' || call.name === 'archival_memory_search') {
    return [{ type: 'searched', query: call.arguments.query }];
  }
  return [];
}

/** A line that the kernel rendered. */
type RenderedEvent = Readonly<Record<string, unknown>>;

function readEvent(event: RenderedEvent): PromptEvent[] {
  const message = String(event.message ?? '');
  switch (event.type) {
    case 'user_message':
      return [{ type: 'said', text: message, meanings: understandText(message) }];
    case 'readahead':
      return [{ type: 'rows', rows: readRows(message) }];
    case 'function_result':
      return readResult(event, message);
    case 'core_memory':
      return event.label === 'human' ? [{ type: 'core', lines: withoutNumbers(String(event.value)) }] : [];
    case 'summary':
      return [{ type: 'summary', topics: readTopics(String(event.text)) }];
    case 'memory_turn':
      return [{ type: 'memory-turn' }];
    case 'heartbeat':
      return [{ type: 'timer' }];
    default:
      return [];
  }
}

function readResult(event: RenderedEvent, message: string): PromptEvent[] {
  if (event.status !== 'OK') return [{ type: 'failed' }];
  if (message.startsWith(corePrefix)) {
    return [{ type: 'core', lines: withoutNumbers(message.slice(corePrefix.length)) }];
  }
  return [{ type: 'rows', rows: readRows(message) }];
}

function readRows(message: string): PromptRow[] {
  return message.split('\n').flatMap((line): PromptRow[] => {
    const [, label = '', rest = ''] = /^\[([dm]\d+)\] (.*)$/.exec(line) ?? [];
    if (label === '') return [];
    const [, who = '', text = ''] = /, (the person|you): (.*)$/.exec(rest) ?? [];
    if (label.startsWith('m')) {
      return [{ label, by: who === 'you' ? 'model' : 'person', meanings: understandText(text) }];
    }
    // What stands before the colon is where the passage is from.
    const passage = rest.slice(rest.indexOf(': ') + 2);
    return [{ label, by: 'document', meanings: understandText(passage) }];
  });
}

function readTopics(summary: string): string[] {
  if (!summary.startsWith(summaryOpening)) return [];
  return summary
    .slice(summaryOpening.length)
    .replace(/\.[\s\S]*$/, '')
    .split(', ');
}
