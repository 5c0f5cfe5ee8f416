/** The chat configuration of a model, as far as the engine's conversations read it. */
export interface FakeChatConfig {
  context_window_size: number;
  sliding_window_size: number;
  conv_template: FakeConvTemplate;
  conv_config?: Partial<FakeConvTemplate>;
}

export interface FakeConvTemplate {
  system_template: string;
  system_message: string;
  roles: Record<string, string>;
  role_templates?: Record<string, string>;
  seps: string[];
  role_content_sep: string;
  role_empty_sep: string;
  stop_str: string[];
  stop_token_ids: number[];
  system_prefix_token_ids?: number[];
  add_role_after_system_message?: boolean;
}

/** ChatML, as Qwen's models have it: no tool role, role templates that are the placeholder alone. */
export const chatml: FakeConvTemplate = {
  system_template: '<|im_start|>system\n{system_message}<|im_end|>\n',
  system_message: 'You are Qwen.',
  roles: { user: '<|im_start|>user', assistant: '<|im_start|>assistant' },
  role_templates: { user: '{user_message}', assistant: '{assistant_message}' },
  seps: ['<|im_end|>\n'],
  role_content_sep: '\n',
  role_empty_sep: '\n',
  stop_str: ['<|im_end|>'],
  stop_token_ids: [],
  system_prefix_token_ids: [],
};

export interface FakeMessage {
  role: string;
  content: string;
}

/** What the pipeline calls on a conversation: web-llm's own and ours both have it. */
export interface ConversationLike {
  readonly config: FakeConvTemplate;
  getPromptArray(): (string | unknown[])[];
  getPromptArrayLastRound(): (string | unknown[])[];
  appendMessage(role: string, message: string): void;
  appendReplyHeader(role: string): void;
  appendEmptyThinkingReplyHeader(role: string, block: string): void;
  finishReply(message: string): void;
  reset(): void;
}

/** web-llm's `Conversation` (0.2.86, lib/index.js), text only: the same rules and the same messages of errors. */
export class FakeConversation implements ConversationLike {
  messages: [role: string, name: string, content: string | undefined][] = [];
  override_system_message: string | undefined = undefined;
  readonly config: FakeConvTemplate;
  // Fields that web-llm's comparison reads.
  function_string = '';
  use_function_calling = false;
  isTextCompletion = false;
  #endsInThinkBlock = false;

  constructor(config: FakeConvTemplate) {
    this.config = config;
  }

  getPromptArray(): string[] {
    return this.#render(0, true);
  }

  getPromptArrayLastRound(): string[] {
    if (this.messages.length < 3) throw new Error('needs to call getPromptArray for the first message');
    return this.#render(this.messages.length - 2, false);
  }

  appendMessage(role: string, content: string): void {
    const last = this.messages.at(-1);
    if (last && last[2] === undefined) throw new Error('Have unfinished reply');
    this.messages.push([role, this.#nameOf(role), content]);
  }

  appendReplyHeader(role: string): void {
    this.messages.push([role, this.#nameOf(role), undefined]);
  }

  appendEmptyThinkingReplyHeader(role: string, block: string): void {
    this.#endsInThinkBlock = true;
    this.messages.push([role, this.#nameOf(role), block]);
  }

  finishReply(content: string): void {
    const last = this.messages.at(-1);
    if (!last) throw new Error('Message error should not be 0');
    if (last[2] !== undefined && !this.#endsInThinkBlock) throw new Error('Already assigned');
    last[2] = content;
    this.#endsInThinkBlock = false;
  }

  reset(): void {
    this.messages = [];
    this.override_system_message = undefined;
  }

  /** Equal when system text and messages are, string by string: nothing else lets the KV cache be kept. */
  equals(other: FakeConversation): boolean {
    return (
      this.override_system_message === other.override_system_message &&
      JSON.stringify(this.messages) === JSON.stringify(other.messages)
    );
  }

  #nameOf(role: string): string {
    const name = this.config.roles[role];
    if (name === undefined) throw new Error(`Role is not supported: ${role}`);
    return name;
  }

  #render(from: number, withSystem: boolean): string[] {
    const { config, messages } = this;
    const system = this.override_system_message ?? config.system_message;
    const pieces = withSystem ? [config.system_template.replace('{system_message}', system)] : [];
    messages.slice(from).forEach(([role, name, content], offset) => {
      const index = from + offset;
      const isLast = index === messages.length - 1;
      if (content === undefined) pieces.push(name + config.role_empty_sep);
      else if (isLast && this.#endsInThinkBlock) pieces.push(name + config.role_content_sep + content);
      else {
        // The text as replacement: its `$` patterns are expanded, as in web-llm.
        const text = config.role_templates?.[role]?.replace(`{${role}_message}`, content) ?? content;
        const omitsRole = config.add_role_after_system_message === false && system !== '' && index === 0;
        const opening = omitsRole ? '' : name + config.role_content_sep;
        pieces.push(opening + text + config.seps[index % config.seps.length]);
      }
    });
    return pieces;
  }
}

/** web-llm's `getConversationFromChatCompletionRequest`: all but the last message, which is the new input. */
export function conversationBefore(
  messages: readonly FakeMessage[],
  config: FakeChatConfig,
): FakeConversation {
  const conversation = new FakeConversation({ ...config.conv_template, ...config.conv_config });
  messages.slice(0, -1).forEach(({ role, content }, index) => {
    if (role !== 'system') conversation.appendMessage(role, content);
    else if (index === 0) conversation.override_system_message = content;
    else throw named('SystemMessageOrderError', 'System prompt should always be the first message.');
  });
  return conversation;
}

/** An error as web-llm names it. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
