import type { ChatMessage, CompletionRequest } from '../../src/kernel/language-model.ts';
import type { BenchQuestion } from './bench-conversation.ts';

/** Result pages that it looks at before it says that it does not know. */
const MOST_PAGES = 2;

/**
 * A model that does as the instructions say: it answers at once when the evidence is in the prompt, else
 * searches recall for the question, reads on, and at last says that it does not know. A memory turn it ends
 * with a short summary.
 */
export class ProtocolFollower {
  /** Whether the packed message with the question already held all evidence as readahead. */
  evidenceAhead = false;
  #question: BenchQuestion | null = null;
  /** As the prompt writes it: within a JSON string. */
  #evidence: readonly string[] = [];
  #pages = 0;
  #asked = false;

  begin(question: BenchQuestion, evidence: readonly string[]): void {
    this.#question = question;
    this.#evidence = evidence.map((text) => JSON.stringify(text).slice(1, -1));
    this.#pages = 0;
    this.#asked = false;
    this.evidenceAhead = false;
  }

  next = ({ messages, grammar }: CompletionRequest): string => {
    const question = this.#question;
    if (!question) throw new Error('No question was asked.');
    if (!grammar.includes('\nsend-message ::= ')) return summary;
    if (!this.#asked) this.evidenceAhead = this.#isIn(readaheadOf(messages.at(-1)));
    this.#asked = true;
    const known = this.#isIn(messages.map(({ content }) => content).join('\n'));
    const maySearch = grammar.includes('\nconversation-search ::= ') && this.#pages < MOST_PAGES;
    if (known || !maySearch) return reply(known ? question.answer : 'I do not know.');
    this.#pages += 1;
    return JSON.stringify({
      thought: 'I have to look this up.',
      function: 'conversation_search',
      arguments: { query: question.text, page: this.#pages },
      request_heartbeat: true,
    });
  };

  #isIn(prompt: string): boolean {
    return this.#evidence.every((text) => prompt.includes(text));
  }
}

/** The lines of a packed message that the system fetched by itself. */
function readaheadOf(packed: ChatMessage | undefined): string {
  const lines = packed?.content.split('\n') ?? [];
  return lines.filter((line) => line.startsWith('{"type":"readahead"')).join('\n');
}

function reply(message: string): string {
  return JSON.stringify({ function: 'send_message', arguments: { message, sources: [] } });
}

const summary = JSON.stringify({
  thought: 'A short account will do.',
  function: 'summarize',
  arguments: {
    summary: 'They asked about what was said long ago, and I answered.',
    keep: [],
    reflections: [],
  },
});
