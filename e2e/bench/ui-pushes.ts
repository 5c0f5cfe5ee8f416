import type { Page } from 'playwright';
import type { AppPush } from '../../src/worker/app-protocol.ts';

/** The page's end of its agent worker, so that a measurement can speak in its place. */
interface WorkerHook {
  /** The id of the chat that the page opened first. */
  conversationId: string;
  say(push: AppPush): void;
}

declare global {
  var workerHook: WorkerHook;
}

/** Opens the page anew with `workerHook` in it. */
export async function hookWorker(page: Page): Promise<void> {
  await page.addInitScript(hookFirstWorker);
  await page.reload();
  await page.waitForFunction(() => globalThis.workerHook?.conversationId !== '');
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
}

/** Runs in the page, before its own scripts: the first worker is the agent's. */
function hookFirstWorker(): void {
  const Real = Worker;
  let hooked = false;
  globalThis.Worker = class extends Real {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      if (hooked) return;
      hooked = true;
      const hook: WorkerHook = {
        conversationId: '',
        say: (push) => void this.dispatchEvent(new MessageEvent('message', { data: { kind: 'push', push } })),
      };
      globalThis.workerHook = hook;
      this.addEventListener('message', ({ data }) => {
        hook.conversationId ||= data?.result?.current?.conversation?.id ?? '';
      });
    }
  };
}

/**
 * Streams an answer as the agent worker would, a piece every `pieceMs`; it stays under way. By a timer: asking for
 * frames costs the page more than some of the answers do.
 */
export function streamAnswer(page: Page, pieces: readonly string[], pieceMs: number): Promise<void> {
  return page.evaluate(
    async ({ pieces, pieceMs }) => {
      const { conversationId, say } = globalThis.workerHook;
      const runId = `bench-${performance.now()}`;
      say({ type: 'run-start', runId, conversationId });
      for (const text of pieces) {
        say({ type: 'reply-delta', runId, conversationId, text });
        await new Promise((resolve) => setTimeout(resolve, pieceMs));
      }
    },
    { pieces, pieceMs },
  );
}

/** Ends it as stopped: what was written stays. */
export function endAnswer(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { conversationId, say } = globalThis.workerHook;
    say({ type: 'run-end', runId: 'bench', conversationId, outcome: { type: 'stopped' } });
  });
}
