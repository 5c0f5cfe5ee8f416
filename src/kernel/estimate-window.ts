import type { Conversation } from './conversation.ts';
import { countInstructions, estimatingCounter, mapWindow, measure, renderPrefix } from './main-context.ts';
import type { MemoryStore } from './memory-store.ts';
import { instructionsForm } from './system-instructions.ts';
import type { WindowMap } from './trace.ts';
import { windowBudget } from './window-budget.ts';

/** The window that is drawn while no model is loaded: the usual one of web-llm's prebuilt records. */
export const USUAL_WINDOW = 4096;

/** The window as a model of the usual size would have it, by estimate. */
export async function estimateWindow(conversation: Conversation, store: MemoryStore): Promise<WindowMap> {
  const { headId, summary } = conversation;
  const form = instructionsForm(USUAL_WINDOW);
  const blocks = await store.blocks(conversation.agentId);
  const options = summary ? { afterId: summary.throughMessageId } : {};
  const queue = headId ? await store.path(headId, options) : [];
  const prefix = renderPrefix(blocks, conversation, form);
  const size = await measure({ epoch: { prefix }, queue }, estimatingCounter);
  const instructions = await countInstructions(form, estimatingCounter, conversation);
  return { ...mapWindow(size, instructions, conversation, windowBudget(USUAL_WINDOW)), exact: false };
}
