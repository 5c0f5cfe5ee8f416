import type { ChatMessage, CompletionResult } from '../src/kernel/language-model.ts';
import { ScriptedModel, type ScriptedReply } from '../src/kernel/scripted-model.fixture.ts';
import type { LlmPush, LlmRequests, LossReason } from '../src/worker/llm-protocol.ts';
import { type Endpoint, serve } from '../src/worker/rpc.ts';

/** What the test's page says on `new BroadcastChannel('scripted-model')`. */
export type ScriptMessage =
  /** Adds completions to the script; `pieceMs` is the pause before each piece of text from here on. */
  | { readonly type: 'play'; readonly completions: readonly ScriptedReply[]; readonly pieceMs?: number }
  /** Asks for every prompt so far. */
  | { readonly type: 'prompts' }
  /** The model is gone at once, also in the middle of an answer. */
  | { readonly type: 'lose'; readonly reason: LossReason }
  /** The next completions give no piece and hear no stop, as a hung engine. */
  | { readonly type: 'hang' }
  /** An error that nothing catches. */
  | { readonly type: 'crash' };

/** What the worker says there. */
export type ScriptAnswer =
  /** It listens: what was said before was heard by nobody. A model is loaded only after this. */
  | { readonly type: 'ready' }
  /** After each `play`; `left` counts the completions not played yet. */
  | { readonly type: 'playing'; readonly left: number }
  | { readonly type: 'losing' | 'hanging' }
  | { readonly type: 'prompts'; readonly prompts: readonly (readonly ChatMessage[])[] };

const exhausted = JSON.stringify({
  function: 'send_message',
  arguments: { message: '(no more script)', sources: [] },
});

/** About as fast as a small model writes, so that Stop has something to stop. */
let pieceMs = 15;
// Script and prompts outlive the models that are loaded.
const script: ScriptedReply[] = [];
const prompts: (readonly ChatMessage[])[] = [];
let model: ScriptedModel | null = null;
let hangs = false;

function createModel(modelId: string, windowTokens: number): ScriptedModel {
  return new ScriptedModel({
    modelId,
    windowTokens,
    fallback: ({ messages }) => {
      prompts.push(messages);
      return script.shift() ?? exhausted;
    },
    pause: () => new Promise((resolve) => setTimeout(resolve, pieceMs)),
  });
}

const channel = new BroadcastChannel('scripted-model');
const say = (answer: ScriptAnswer) => channel.postMessage(answer);

/**
 * The browser connects a channel some time after it was made: no model is loaded before it is heard. The echo may be
 * connected sooner than the channel that listens for it, so it calls until then.
 */
const listening = new Promise<void>((resolve) => {
  const echo = new BroadcastChannel('scripted-model');
  const calling = setInterval(() => echo.postMessage({ type: 'ready' } satisfies ScriptAnswer), 10);
  const heard = () => {
    clearInterval(calling);
    echo.close();
    resolve();
  };
  channel.addEventListener('message', heard, { once: true });
});

channel.addEventListener('message', ({ data }: MessageEvent<ScriptMessage>) => {
  if (data.type === 'play') {
    script.push(...data.completions);
    pieceMs = data.pieceMs ?? pieceMs;
    say({ type: 'playing', left: script.length });
  } else if (data.type === 'prompts') {
    say({ type: 'prompts', prompts });
  } else if (data.type === 'lose') {
    say({ type: 'losing' });
    model?.lose(data.reason.message);
    push({ type: 'lost', reason: data.reason });
  } else if (data.type === 'hang') {
    hangs = true;
    say({ type: 'hanging' });
  } else if (data.type === 'crash') {
    throw new Error('The scripted worker crashed.');
  }
});

const push = serve<LlmRequests, LlmPush>(self as unknown as Endpoint, {
  async capability() {
    return { webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'scripted' };
  },
  async load({ row, windowTokens }, { progress }) {
    await listening;
    model = createModel(row.id, windowTokens);
    progress({ name: 'ready', fraction: 1, detail: 'The script is ready' });
    return { windowTokens, grammarDialect: model.grammarDialect };
  },
  async unload() {
    model = null;
    return null;
  },
  async countTokens({ messages }) {
    return (await model?.countTokens(messages)) ?? [];
  },
  async complete(request, { progress, signal }) {
    if (hangs) return new Promise(() => {});
    const result: CompletionResult = model
      ? await model.complete(request, { signal, onText: progress })
      : { ok: false, error: { code: 'lost', message: 'No model is loaded.' } };
    // Whoever supervises this hears why before the answer comes, as from the real worker.
    if (!result.ok && result.error.code === 'lost') {
      push({ type: 'lost', reason: { kind: 'device', message: result.error.message } });
    }
    return result;
  },
  async tryCpu() {
    return { readWeightsPerSecond: 2e10, writeWeightsPerSecond: 5e9, threads: 2 };
  },
});
