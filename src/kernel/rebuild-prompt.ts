import type { ChatMessage } from './language-model.ts';
import { renderPrompt } from './main-context.ts';
import type { MemoryStore } from './memory-store.ts';
import type { StepTrace } from './trace.ts';

/**
 * A step's prompt, byte for byte, from its references: the epoch's prefix and the path from the epoch's first
 * message to the step's last. `null` when what it refers to is gone.
 */
export async function rebuildPrompt(step: StepTrace, store: MemoryStore): Promise<ChatMessage[] | null> {
  const epoch = await store.epoch(step.epochId);
  if (!epoch) return null;
  const path = await store.path(step.lastMessageId);
  const first = path.findIndex((message) => message.id === epoch.firstMessageId);
  if (first < 0) return null;
  return renderPrompt({ epoch, queue: path.slice(first) });
}
