import type { ChatMessage } from '../../kernel/language-model.ts';

/** How a model's chat is written out: the loaded model's `conv_template` (web-llm 0.2.86, lib/config.d.ts). */
export interface PromptTemplate {
  /** Holds `{system_message}`. */
  readonly system: string;
  /** Stands in when the prompt has no system message. */
  readonly defaultSystem: string;
  readonly rendersEmptySystem: boolean;
  readonly roles: { readonly user: string; readonly assistant: string };
  /** After the role, before a text. */
  readonly contentSeparator: string;
  /** After the role, before a reply that is still to come. */
  readonly emptySeparator: string;
  /** After each message, taken in turn by its place. */
  readonly separators: readonly string[];
  /** Whether the first message after the system text is opened with its role. */
  readonly roleAfterSystem: boolean;
  /** Token ids in front of everything. */
  readonly prefixTokens: readonly number[];
  /** Breaks what marks turns in this template, wherever it is spelled out in a text. */
  readonly guard: (text: string) => string;
}

/** A stretch of the prompt that is tokenized by itself, and the message that it is counted for. */
export interface PromptPiece {
  readonly message: number;
  readonly text: string;
}

/** What web-llm opens the reply with for a model that is told not to think; it is part of the reply. */
export const emptyThinkBlock = '<think>\n\n</think>\n\n';

/**
 * The prompt as web-llm writes it out and tokenizes it, piece by piece (0.2.86, lib/index.js,
 * `getPromptArrayInternal` and `getInputData`). The reply's header is counted for the last message.
 */
export function renderPrompt(
  template: PromptTemplate,
  messages: readonly ChatMessage[],
  thinks: boolean,
): PromptPiece[] {
  if (messages.length === 0) return [];
  const pieces: PromptPiece[] = [];
  const hasSystem = messages[0]?.role === 'system';
  const system = renderSystem(template, hasSystem ? template.guard(messages[0]?.content ?? '') : null);
  if (system !== '') pieces.push({ message: 0, text: system });
  let place = 0;
  messages.forEach(({ role, content }, message) => {
    if (role === 'system') return;
    const omitsRole = !template.roleAfterSystem && system !== '' && place === 0;
    const opening = omitsRole ? '' : template.roles[role] + template.contentSeparator;
    const closing = template.separators[place % template.separators.length] ?? '';
    pieces.push({ message, text: opening + template.guard(content) + closing });
    place += 1;
  });
  const { roles, contentSeparator, emptySeparator } = template;
  const header = roles.assistant + (thinks ? contentSeparator + emptyThinkBlock : emptySeparator);
  return [...pieces, { message: messages.length - 1, text: header }];
}

function renderSystem(template: PromptTemplate, given: string | null): string {
  const text = given ?? template.defaultSystem;
  if (text === '' && !template.rendersEmptySystem) return '';
  // A function as replacement: a text would have its `$` patterns expanded.
  return template.system.replace('{system_message}', () => text);
}
