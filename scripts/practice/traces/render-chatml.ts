import type { ChatMessage } from '../../../src/kernel/language-model.ts';

/** One message as the engine reads it; the practice model's chat template is ChatML. */
export function renderChatml({ role, content }: Pick<ChatMessage, 'role' | 'content'>): string {
  return `<|im_start|>${role}\n${content}<|im_end|>\n`;
}
