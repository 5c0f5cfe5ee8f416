import type { AgentDependencies } from '../../src/kernel/agent-dependencies.ts';
import type { Block } from '../../src/kernel/block.ts';
import type { CallOutcome } from '../../src/kernel/call-outcome.ts';
import type { Conversation } from '../../src/kernel/conversation.ts';
import { executeCall } from '../../src/kernel/function-executor.ts';
import { grammar } from '../../src/kernel/grammar.ts';
import type { ChatMessage, LanguageModel } from '../../src/kernel/language-model.ts';
import { localTime } from '../../src/kernel/local-time.ts';
import type { Message, MessagePart } from '../../src/kernel/message.ts';
import { noteChanges } from '../../src/kernel/note-changes.ts';
import { type FunctionCall, parseCall } from '../../src/kernel/parse-call.ts';
import { chooseEvicted } from '../../src/kernel/queue-manager.ts';
import { renderPart } from '../../src/kernel/render-part.ts';
import {
  instructionsForm,
  renderCoreMemory,
  systemInstructions,
} from '../../src/kernel/system-instructions.ts';
import type { GrammarName } from '../../src/kernel/trace.ts';
import { type WindowBudget, windowBudget } from '../../src/kernel/window-budget.ts';

/** Most steps of a turn, as the kernel has it. */
const MAX_STEPS = 8;

/**
 * The contender: MemGPT as published (facts/memgpt.md, 1.2 to 1.5) over the same engine, stores and functions.
 *
 * - One system message holds the instructions, counts of what lies outside, and core memory. It is rendered
 *   anew at every edit of core memory, and only then.
 * - Everything is a message of its own: what the person said, each call, each function result (send_message
 *   has one, too), each heartbeat, the alert.
 * - After an answer that leaves the window over the pressure mark, the alert comes and the model runs once more.
 * - The flush comes by the kernel's own rule. The summary is a completion with a prompt of its own over what
 *   leaves the queue; it stands after the system message.
 *
 * All that could be the same is: instructions, events' wording, functions and results, pressure and flush
 * marks, what is evicted, the words of the model. What MemGPT adds beyond the layout is left out, in its
 * favour: schemas in the prompt (some 700 tokens), a time in each result, the boot messages.
 */
export class NaiveAgent {
  /** What core memory held after each edit. */
  readonly edits: string[] = [];
  readonly searches: string[] = [];
  readonly replies: string[] = [];
  flushes = 0;
  readonly #deps: AgentDependencies;
  readonly #model: LanguageModel;
  readonly #budget: WindowBudget;
  #conversation: Conversation;
  #blocks: readonly Block[];
  #queue: readonly Message[] = [];
  #system = '';
  #summary: string | null = null;
  /** Stored so far. */
  #messages = 0;
  #notes = 0;
  #alerted = false;

  constructor(
    deps: AgentDependencies,
    model: LanguageModel,
    state: { readonly conversation: Conversation; readonly blocks: readonly Block[] },
  ) {
    this.#deps = deps;
    this.#model = model;
    this.#budget = windowBudget(model.windowTokens);
    this.#conversation = state.conversation;
    this.#blocks = state.blocks;
    this.#system = this.#renderSystem();
  }

  /** One turn: from what the person said to the answer, and the alert's step where it is due. */
  async answer(text: string): Promise<void> {
    await this.#appendPart({ type: 'user_message', text, at: this.#deps.clock.now() }, text);
    for (let step = 1; step <= MAX_STEPS; step++) {
      const goesOn = await this.#step('all-functions');
      if (!goesOn) return this.#warn();
      await this.#appendText(this.#event('heartbeat', { reason: heartbeatReason }));
    }
    throw new Error('The script has more calls than a turn may have.');
  }

  /** MemGPT's memory-pressure alert, once until the next flush: the model may store something. */
  async #warn(): Promise<void> {
    const filled = await this.#promptTokens();
    if (this.#alerted || filled < this.#budget.pressureAt) return;
    this.#alerted = true;
    const { window } = this.#budget;
    await this.#appendPart({ type: 'memory_pressure', at: this.#deps.clock.now(), filled, window });
    await this.#step('memory-turn');
  }

  /** One completion, its call and its result. True when a heartbeat follows. */
  async #step(offered: GrammarName): Promise<boolean> {
    if ((await this.#promptTokens()) > this.#budget.flushAt) await this.#flush();
    const output = await this.#complete(this.#prompt(), offered);
    const parsed = parseCall(output);
    if (!parsed.ok) throw new Error(`The script holds no valid call: ${output}`);
    const { call } = parsed;
    const outcome = await executeCall(call, this.#callContext());
    if (!outcome.ok) throw new Error(`A call of the script failed: ${output} ${outcome.message}`);
    await this.#append({ role: 'assistant', content: output, parts: [], text: outcome.reply?.text ?? '' });
    await this.#apply(call, outcome);
    await this.#appendPart({
      type: 'function_result',
      at: this.#deps.clock.now(),
      functionName: call.spec.name,
      ok: true,
      message: outcome.message,
      hits: outcome.hits ?? [],
    });
    return call.requestHeartbeat;
  }

  async #apply(call: FunctionCall, outcome: CallOutcome): Promise<void> {
    const { block, blockEdit, noteEdits = [], reply, hits = [] } = outcome;
    const changes = noteChanges(noteEdits);
    await this.#deps.store.commit({
      ...changes,
      ...(block && { blocks: [block] }),
      ...(blockEdit && { blockEdits: [blockEdit] }),
    });
    for (const passage of changes.notes) this.#deps.emit({ type: 'note-added', passage });
    this.#notes += changes.notes.length;
    const { passages, messages } = this.#conversation.labels;
    const found = hits.filter((hit) => hit.kind === 'message').length;
    const labels = { passages: passages + hits.length - found, messages: messages + found };
    this.#conversation = { ...this.#conversation, labels };
    if (reply) this.replies.push(reply.text);
    if (call.name === 'conversation_search') this.searches.push(call.arguments.query);
    if (!block) return;
    this.#blocks = this.#blocks.map((it) => (it.label === block.label ? block : it));
    this.edits.push(block.value);
    this.#system = this.#renderSystem();
  }

  /** The oldest messages leave, chosen as the kernel chooses them, and are summarised. */
  async #flush(): Promise<void> {
    const counts = await this.#model.countTokens(this.#prompt());
    const tokens = counts.slice(counts.length - this.#queue.length);
    const over = sum(counts) - this.#budget.flushAt;
    const count = chooseEvicted(this.#queue, tokens, over);
    if (count === 0) throw new Error('Nothing is left to evict.');
    const evicted = this.#queue.slice(0, count).map(({ role, content }) => `${role}: ${content}`);
    const earlier = this.#summary === null ? [] : [`user: ${this.#summary}`];
    const output = await this.#complete(
      [
        { role: 'system', content: summariserInstructions },
        { role: 'user', content: [...earlier, ...evicted].join('\n') },
      ],
      'summarize',
    );
    const parsed = parseCall(output);
    const text = parsed.ok && parsed.call.name === 'summarize' ? parsed.call.arguments.summary : '';
    this.#summary = this.#event('system_alert', { message: summaryNotice(count, text) });
    this.#queue = this.#queue.slice(count);
    this.#alerted = false;
    this.flushes += 1;
  }

  #prompt(): ChatMessage[] {
    const summary: ChatMessage[] = this.#summary === null ? [] : [{ role: 'user', content: this.#summary }];
    const queue = this.#queue.map(({ role, content }) => ({ role, content }));
    return [{ role: 'system', content: this.#system }, ...summary, ...queue];
  }

  #renderSystem(): string {
    const { clock } = this.#deps;
    return [
      systemInstructions(instructionsForm(this.#budget.window)),
      `### Memory [last modified: ${localTime(clock.now(), clock.timeZone)}]`,
      `${this.#messages} previous messages between you and the user are stored in recall memory (use functions to access them)`,
      `${this.#notes} total memories you created are stored in archival memory (use functions to access them)`,
      renderCoreMemory(this.#blocks),
    ].join('\n');
  }

  async #promptTokens(): Promise<number> {
    return sum(await this.#model.countTokens(this.#prompt()));
  }

  async #complete(messages: readonly ChatMessage[], offered: GrammarName): Promise<string> {
    const labels = this.#blocks.map((block) => block.label);
    const request = {
      messages,
      grammar: grammar(offered, labels, this.#model.grammarDialect),
      maxTokens: this.#budget.reserve,
    };
    const result = await this.#model.complete(request);
    if (!result.ok) throw new Error(result.error.message);
    return result.completion.text;
  }

  #appendPart(part: MessagePart, text = ''): Promise<void> {
    return this.#append({ role: 'user', content: renderPart(part, this.#deps.clock), parts: [part], text });
  }

  #appendText(content: string): Promise<void> {
    return this.#append({ role: 'user', content, parts: [], text: '' });
  }

  /** Every message goes to recall, as it enters the queue. */
  async #append(said: Pick<Message, 'role' | 'content' | 'parts' | 'text'>): Promise<void> {
    const message: Message = {
      ...said,
      id: this.#deps.newId(),
      conversationId: this.#conversation.id,
      parentId: this.#conversation.headId,
      runId: null,
      createdAt: this.#deps.clock.now(),
      modelId: this.#model.modelId,
    };
    this.#conversation = { ...this.#conversation, headId: message.id };
    this.#queue = [...this.#queue, message];
    this.#messages += 1;
    await this.#deps.store.commit({ conversation: this.#conversation, messages: [message] });
    this.#deps.emit({ type: 'message-added', message });
  }

  #event(type: string, fields: Readonly<Record<string, string>>): string {
    const { clock } = this.#deps;
    return JSON.stringify({ type, ...fields, time: localTime(clock.now(), clock.timeZone) });
  }

  #callContext() {
    return {
      ...this.#deps,
      runId: 'naive',
      conversation: this.#conversation,
      blocks: this.#blocks,
      queue: this.#queue,
      budget: this.#budget,
      model: this.#model,
    };
  }
}

/** MemGPT's own words (0.2.5). */
const heartbeatReason =
  '[This is an automated system message hidden from the user] Function called using request_heartbeat=true, returning control';

const summariserInstructions =
  'Your job is to summarize a history of previous messages in a conversation between an AI persona and a human. The conversation may not be complete. Messages sent by the AI are marked with the assistant role; it can call functions, whose results are in messages of their own. The human sees only what the AI sends with send_message. Summarize what happened from the perspective of the AI, in the first person. Keep the summary under 100 words, and output nothing else.';

function summaryNotice(hidden: number, summary: string): string {
  return `Note: ${hidden} prior messages have been hidden from view due to conversation memory constraints. The following is a summary of the previous messages: ${summary}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}
