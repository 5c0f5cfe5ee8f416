import { afterEach, describe, expect, it } from 'vitest';
import type { CancelSignal } from './cancel-signal.ts';
import type {
  ChatMessage,
  Completion,
  CompletionRequest,
  CompletionResult,
  LanguageModel,
  ModelErrorCode,
} from './language-model.ts';

/** What the model under test is to answer: a text, or a throw of the engine in mid-decode. */
export type ContractReply = string | { readonly fails: 'rejected' };

export interface ModelUnderTest {
  readonly model: LanguageModel;
  /** Tokens in front of every prompt that the engine holds but does not report as read; 0 unless told. */
  readonly unreported?: number;
  /** Takes the engine away, as a lost device does. */
  lose(): void;
  close(): void;
}

export type MakeModel = (options: {
  readonly windowTokens: number;
  readonly replies: readonly ContractReply[];
}) => Promise<ModelUnderTest>;

/**
 * How much of a prompt is kept from the one before: all or nothing, when it has grown by the exact reply and one
 * message (web-llm); or whatever both begin with (llama.cpp).
 */
export type ReuseRule = 'whole-history' | 'common-prefix';

/** What every LanguageModel keeps to, whatever stands behind it. */
export function languageModelContract(
  name: string,
  make: MakeModel,
  { reuse = 'whole-history' }: { readonly reuse?: ReuseRule } = {},
): void {
  describe(`${name} keeps the contract of LanguageModel`, () => {
    const opened: ModelUnderTest[] = [];
    afterEach(() => {
      for (const it of opened.splice(0)) it.close();
    });

    async function open(replies: readonly ContractReply[], windowTokens = 4096): Promise<ModelUnderTest> {
      const it = await make({ windowTokens, replies });
      opened.push(it);
      return it;
    }

    /** Least tokens to read when the message at `changed` is the first that is not as before. */
    async function leastPrefill(model: LanguageModel, prompt: readonly ChatMessage[], changed: number) {
      const counts = await model.countTokens(prompt);
      // Within the changed message itself, a prefix may be kept.
      return reuse === 'common-prefix' ? sum(counts.slice(changed + 1)) : sum(counts) - 2;
    }

    it('answers with the whole text, which is the pieces joined', async () => {
      const { model } = await open([long]);
      const { completion, pieces } = await complete(model, opening);
      expect(completion.text.endsWith(long)).toBe(true);
      expect(completion.finish).toBe('stop');
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.join('')).toBe(completion.text);
      expect(completion.completionTokens).toBeGreaterThan(1);
    });

    it('counts every message, the same one always the same', async () => {
      const { model } = await open([]);
      const counts = await model.countTokens(dialogue);
      expect(counts).toHaveLength(dialogue.length);
      expect(counts.every((count) => Number.isInteger(count) && count > 0)).toBe(true);
      expect(await model.countTokens(dialogue)).toEqual(counts);
      const longer = await model.countTokens(
        dialogue.map((message) => ({ ...message, content: `${message.content} ${long}` })),
      );
      expect(longer.every((count, index) => count > (counts[index] ?? 0))).toBe(true);
      expect(await model.countTokens([])).toEqual([]);
    });

    it.each([
      ['two messages', () => opening],
      ['a dialogue', () => dialogue],
      ['a prompt without a system message', () => opening.slice(1)],
      ['what a template is made of', () => [system('$& <|im_end|>'), user('<|im_start|>\n[1] 🙂 é $$')]],
    ])('counts exactly what is prefilled at first: %s', async (_, prompt) => {
      const { model, unreported = 0 } = await open(['one']);
      const { completion } = await complete(model, prompt());
      expect(completion.prefilledTokens).toBe(sum(await model.countTokens(prompt())) - unreported);
    });

    it('prefills only the last message when the prompt has grown by the exact reply and one message', async () => {
      const { model } = await open(['one', 'two', 'three']);
      const first = await complete(model, opening);
      const second = await complete(model, [...opening, reply(first.completion), user('And then?')]);
      const grown = [...opening, reply(first.completion), user('And then?')];
      expect(second.completion.prefilledTokens).toBeLessThanOrEqual(
        (await model.countTokens(grown)).at(-1) ?? 0,
      );
      const third = await complete(model, [...grown, reply(second.completion), user('And now?')]);
      expect(third.completion.prefilledTokens).toBeLessThan(sum(await model.countTokens(opening)));
    });

    it.each([
      [
        'the system text changed',
        0,
        (grown: ChatMessage[]) => grown.with(0, system('You are another agent.')),
      ],
      [
        'the reply was edited',
        2,
        (grown: ChatMessage[]) => grown.map((it) => (it.role === 'assistant' ? reply({ text: 'On' }) : it)),
      ],
      ['two messages are new', 3, (grown: ChatMessage[]) => [...grown, user('Well?')]],
    ])('prefills everything that it can’t keep when %s', async (_, at, change) => {
      const { model } = await open(['one', 'two']);
      const first = await complete(model, opening);
      const changed = change([...opening, reply(first.completion), user('And then?')]);
      const { completion } = await complete(model, changed);
      expect(completion.prefilledTokens).toBeGreaterThanOrEqual(await leastPrefill(model, changed, at));
    });

    it('cuts off at maxTokens, and reads everything anew after that', async () => {
      const { model } = await open([long, 'two']);
      const first = await complete(model, opening, { maxTokens: 3 });
      expect(first.completion.finish).toBe('length');
      expect(first.completion.completionTokens).toBeLessThanOrEqual(3);
      expect(first.pieces.join('')).toBe(first.completion.text);
      const grown = [...opening, reply(first.completion), user('And then?')];
      const second = await complete(model, grown);
      expect(second.completion.prefilledTokens).toBeGreaterThanOrEqual(await leastPrefill(model, grown, 2));
    });

    it('writes nothing when aborted before it begins', async () => {
      const { model } = await open(['one']);
      const signal = new TestSignal();
      signal.abort();
      const { completion, pieces } = await complete(model, opening, { signal });
      expect(completion).toMatchObject({ text: '', finish: 'abort', completionTokens: 0 });
      expect(pieces).toEqual([]);
      expect((await complete(model, opening)).completion.text.endsWith('one')).toBe(true);
    });

    it('stops in the middle, keeps what was written, and goes on to answer', async () => {
      const { model } = await open([veryLong, 'two']);
      const signal = new TestSignal();
      const first = await complete(model, opening, { signal, onPiece: () => signal.abort() });
      expect(first.completion.finish).toBe('abort');
      expect(first.completion.text.length).toBeLessThan(veryLong.length);
      expect(first.pieces.join('')).toBe(first.completion.text);
      const grown = [...opening, reply(first.completion), user('And then?')];
      const second = await complete(model, grown);
      expect(second.completion.text.endsWith('two')).toBe(true);
      expect(second.completion.prefilledTokens).toBeGreaterThanOrEqual(await leastPrefill(model, grown, 2));
    });

    it('runs one completion at a time, in order, and drops one that is aborted while it waits', async () => {
      const { model } = await open([long, 'three']);
      const signal = new TestSignal();
      const order: string[] = [];
      const first = complete(model, opening, { onPiece: () => order.push('first') });
      const second = complete(model, opening, { signal, onPiece: () => order.push('second') });
      const third = complete(model, opening, { onPiece: () => order.push('third') });
      signal.abort();
      expect((await second).completion).toMatchObject({ text: '', finish: 'abort' });
      expect((await third).completion.text.endsWith('three')).toBe(true);
      expect((await first).completion.text.endsWith(long)).toBe(true);
      expect(order).not.toContain('second');
      expect(order.indexOf('third')).toBeGreaterThan(order.lastIndexOf('first'));
    });

    it('refuses a prompt larger than the window, and answers the next', async () => {
      const { model } = await open(['one'], 64);
      const error = await fail(model, [...opening, reply({ text: veryLong }), user('And then?')]);
      expect(error).toEqual('overflow');
      expect((await complete(model, opening)).completion.text.endsWith('one')).toBe(true);
    });

    it('refuses a prompt that ends with no user message, and answers the next', async () => {
      const { model } = await open(['one']);
      expect(await fail(model, [...opening, reply({ text: 'one' })])).toBe('rejected');
      expect((await complete(model, opening)).completion.text.endsWith('one')).toBe(true);
    });

    it('gives an engine’s throw as a value, and answers the same request when asked again', async () => {
      const { model } = await open([{ fails: 'rejected' }, 'one']);
      expect(await fail(model, opening)).toBe('rejected');
      expect((await complete(model, opening)).completion.text.endsWith('one')).toBe(true);
    });

    it('stays lost once it is lost', async () => {
      const it = await open(['one', 'two']);
      await complete(it.model, opening);
      it.lose();
      expect(await fail(it.model, opening)).toBe('lost');
      expect(await fail(it.model, opening)).toBe('lost');
    });

    it('ends a completion under way as lost', async () => {
      const it = await open([veryLong]);
      const result = it.model.complete(request(opening), { onText: () => it.lose() });
      expect(codeOf(await result)).toBe('lost');
    });
  });
}

const long = 'The rain in Spain stays mainly in the plain. '.repeat(4);
const veryLong = long.repeat(10);
const system = (content: string): ChatMessage => ({ role: 'system', content });
const user = (content: string): ChatMessage => ({ role: 'user', content });
const reply = ({ text }: Pick<Completion, 'text'>): ChatMessage => ({ role: 'assistant', content: text });
const opening = [system('You are a helpful agent.'), user('Tell me a story, please.')];
const dialogue = [...opening, reply({ text: 'Once upon a time.' }), user('Go on.')];
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

interface Asked {
  readonly maxTokens?: number;
  readonly signal?: CancelSignal;
  readonly onPiece?: () => void;
}

function request(messages: readonly ChatMessage[], maxTokens = 2000): CompletionRequest {
  return { messages, grammar: 'root ::= [^a]*', maxTokens };
}

async function complete(model: LanguageModel, messages: readonly ChatMessage[], asked: Asked = {}) {
  const pieces: string[] = [];
  const onText = (piece: string) => {
    pieces.push(piece);
    asked.onPiece?.();
  };
  const { signal } = asked;
  const result = await model.complete(request(messages, asked.maxTokens), {
    ...(signal && { signal }),
    onText,
  });
  if (!result.ok) throw new Error(`The completion failed: ${result.error.code}, ${result.error.message}`);
  return { completion: result.completion, pieces };
}

async function fail(model: LanguageModel, messages: readonly ChatMessage[]): Promise<ModelErrorCode | null> {
  return codeOf(await model.complete(request(messages)));
}

function codeOf(result: CompletionResult): ModelErrorCode | null {
  if (result.ok) return null;
  expect(result.error.message).not.toBe('');
  return result.error.code;
}

/** The kernel compiles without the platform's AbortController. */
class TestSignal implements CancelSignal {
  aborted = false;
  readonly #listeners = new Set<() => void>();

  addEventListener(_: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.#listeners) listener();
  }
}
