import type { Page } from '@playwright/test';
import type { ChatMessage } from '../../src/kernel/language-model.ts';
import type { ScriptedReply } from '../../src/kernel/scripted-model.fixture.ts';
import type { LossReason } from '../../src/worker/llm-protocol.ts';
import type { ScriptAnswer, ScriptMessage } from '../scripted-llm-worker.ts';

/** The test's end of the scripted model. Use it once a model is loaded: before that nobody listens. */
export class ScriptedModelRemote {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Lays these completions up for the steps to come. `pieceMs`: pause before each four characters. */
  async play(completions: readonly ScriptedReply[], pieceMs?: number): Promise<void> {
    await this.#ask({ type: 'play', completions, ...(pieceMs !== undefined && { pieceMs }) }, 'playing');
  }

  /** Every prompt that the model was given since the page was opened. */
  async prompts(): Promise<readonly (readonly ChatMessage[])[]> {
    const answer = await this.#ask({ type: 'prompts' }, 'prompts');
    return answer.type === 'prompts' ? answer.prompts : [];
  }

  /** Takes the model away at once, also in the middle of an answer. */
  async lose(reason: LossReason): Promise<void> {
    await this.#ask({ type: 'lose', reason }, 'losing');
  }

  /** Ends its worker by an error that nothing catches; nobody is left to answer. */
  async crash(): Promise<void> {
    await this.#page.evaluate(
      (message) => {
        const channel = new BroadcastChannel('scripted-model');
        channel.postMessage(message);
        channel.close();
      },
      { type: 'crash' } satisfies ScriptMessage,
    );
  }

  #ask(message: ScriptMessage, expected: ScriptAnswer['type']): Promise<ScriptAnswer> {
    return this.#page.evaluate(
      ({ message, expected }) =>
        new Promise<ScriptAnswer>((resolve) => {
          const channel = new BroadcastChannel('scripted-model');
          channel.onmessage = ({ data }: MessageEvent<ScriptAnswer>) => {
            if (data.type !== expected) return;
            channel.close();
            resolve(data);
          };
          channel.postMessage(message);
        }),
      { message, expected },
    );
  }
}

/** A completion that answers the person. */
export function reply(message: string, sources: readonly string[] = []): string {
  return JSON.stringify({ function: 'send_message', arguments: { message, sources } });
}

/** A completion that thinks and calls another function. */
export function call(name: string, args: Readonly<Record<string, unknown>>, thought = ''): string {
  return JSON.stringify({ thought, function: name, arguments: args, request_heartbeat: true });
}
