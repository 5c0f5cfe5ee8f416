import type { ChatMessage } from '../src/kernel/language-model.ts';
import { ScriptedModel, type ScriptedReply } from '../src/kernel/scripted-model.fixture.ts';
import type { LlmRequests } from '../src/worker/llm-protocol.ts';
import { type Endpoint, serve } from '../src/worker/rpc.ts';

/** What the test's page says on `new BroadcastChannel('scripted-model')`. */
export type ScriptMessage =
  /** Adds completions to the script; `pieceMs` is the pause before each piece of text from here on. */
  | { readonly type: 'play'; readonly completions: readonly ScriptedReply[]; readonly pieceMs?: number }
  /** Asks for every prompt so far. */
  | { readonly type: 'prompts' };

/** What the worker says there. */
export type ScriptAnswer =
  /** It listens: what was said before was heard by nobody. A model is loaded only after this. */
  | { readonly type: 'ready' }
  /** After each `play`; `left` counts the completions not played yet. */
  | { readonly type: 'playing'; readonly left: number }
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

/** The browser connects a channel some time after it was made: no model is loaded before it is heard. */
const listening = new Promise<void>((resolve) => {
  channel.addEventListener('message', () => resolve(), { once: true });
  const echo = new BroadcastChannel('scripted-model');
  echo.postMessage({ type: 'ready' } satisfies ScriptAnswer);
});

channel.addEventListener('message', ({ data }: MessageEvent<ScriptMessage>) => {
  if (data.type === 'play') {
    script.push(...data.completions);
    pieceMs = data.pieceMs ?? pieceMs;
    say({ type: 'playing', left: script.length });
  } else if (data.type === 'prompts') {
    say({ type: 'prompts', prompts });
  }
});

serve<LlmRequests, never>(self as unknown as Endpoint, {
  async capability() {
    return { webgpu: true, shaderF16: true, maxBufferBytes: 2 ** 30, adapter: 'scripted' };
  },
  async load({ row, windowTokens }, { progress }) {
    await listening;
    model = createModel(row.id, windowTokens);
    progress({ name: 'ready', fraction: 1, detail: 'The script is ready' });
    return { windowTokens };
  },
  async unload() {
    model = null;
    return null;
  },
  async delete() {
    return null;
  },
  async cached({ rows }) {
    return rows.map(({ id }) => id);
  },
  async countTokens({ messages }) {
    return (await model?.countTokens(messages)) ?? [];
  },
  async complete(request, { progress, signal }) {
    if (model) return model.complete(request, { signal, onText: progress });
    return { ok: false, error: { code: 'lost', message: 'No model is loaded.' } };
  },
});
