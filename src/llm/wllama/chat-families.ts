import type { GgufVocabulary } from './gguf-header.ts';

export interface ChatTurn {
  readonly role: string;
  readonly text: string;
  /** The message before it is the system's. */
  readonly followsSystem: boolean;
}

/** One way of writing a chat out. */
export interface ChatFamily {
  readonly name: string;
  /** A message of the system or of the person. */
  turn(turn: ChatTurn): string;
  /** What the model's replies stand between. */
  readonly reply: string;
  readonly replyEnd: string;
  /** Texts that part the turns and are no special tokens in every vocabulary. */
  readonly markers: readonly string[];
}

/**
 * The family of a model, by what its template mentions, or by its vocabulary where it has none; a model of no
 * known family is written to as ChatML, in ordinary letters if need be.
 */
export function chatFamily(
  { tokens, pre }: Pick<GgufVocabulary, 'tokens' | 'pre'>,
  template: string | null,
): ChatFamily {
  const known = new Set(tokens);
  const uses = (token: string) => (template === null ? known.has(token) : template.includes(token));
  if (uses('<|im_sep|>')) return phi4;
  if (uses('<|im_start|>')) return chatMl(template?.includes('enable_thinking') ?? false);
  if (uses('<|start_header_id|>')) return llama3;
  if (uses('<start_of_turn>')) return gemma;
  if (uses('<|end|>') && known.has('<|user|>')) return phi(!template || /<\|end\|>(\\n|\n)/.test(template));
  if (uses('[INST]')) return mistral(known, pre);
  if (uses('<|assistant|>')) return zephyr;
  return { ...chatMl(false), name: 'plain' };
}

/**
 * A model that thinks unless told not to gets an empty think block with every reply, in front of replies that
 * were given, too: the prompt would not grow from its beginning otherwise.
 */
function chatMl(thinks: boolean): ChatFamily {
  return {
    name: 'chatml',
    turn: ({ role, text }) => `<|im_start|>${role}\n${text}<|im_end|>\n`,
    reply: `<|im_start|>assistant\n${thinks ? '<think>\n\n</think>\n\n' : ''}`,
    replyEnd: '<|im_end|>\n',
    markers: ['<|im_start|>', '<|im_end|>'],
  };
}

const phi4: ChatFamily = {
  name: 'phi-4',
  turn: ({ role, text }) => `<|im_start|>${role}<|im_sep|>${text}<|im_end|>`,
  reply: '<|im_start|>assistant<|im_sep|>',
  replyEnd: '<|im_end|>',
  markers: [],
};

const llama3: ChatFamily = {
  name: 'llama-3',
  turn: ({ role, text }) => `<|start_header_id|>${role}<|end_header_id|>\n\n${text}<|eot_id|>`,
  reply: '<|start_header_id|>assistant<|end_header_id|>\n\n',
  replyEnd: '<|eot_id|>',
  markers: [],
};

/** Has no role for the system: its text opens the person's first turn. */
const gemma: ChatFamily = {
  name: 'gemma',
  turn: ({ role, text, followsSystem }) => {
    if (role === 'system') return `<start_of_turn>user\n${text}\n\n`;
    return `${followsSystem ? '' : '<start_of_turn>user\n'}${text}<end_of_turn>\n`;
  },
  reply: '<start_of_turn>model\n',
  replyEnd: '<end_of_turn>\n',
  markers: ['<start_of_turn>', '<end_of_turn>'],
};

/** Phi 3 has line ends between its parts, Phi 4 mini has none. */
function phi(hasLines: boolean): ChatFamily {
  const line = hasLines ? '\n' : '';
  return {
    name: hasLines ? 'phi-3' : 'phi-4-mini',
    turn: ({ role, text }) => `<|${role}|>${line}${text}<|end|>${line}`,
    reply: `<|assistant|>${line}`,
    replyEnd: `<|end|>${line}`,
    markers: ['<|system|>', '<|user|>', '<|assistant|>', '<|end|>'],
  };
}

/** The spaces differ from one tokenizer of theirs to the next; newer ones have tokens for the system's text. */
function mistral(tokens: ReadonlySet<string>, pre: string): ChatFamily {
  const space = pre === 'tekken' ? '' : ' ';
  const spaceAfter = tokens.has('[INST]') ? '' : ' ';
  const system = tokens.has('[SYSTEM_PROMPT]');
  const opening = `[INST]${space}`;
  return {
    name: 'mistral',
    turn: ({ role, text, followsSystem }) => {
      if (role === 'system') {
        return system ? `[SYSTEM_PROMPT]${space}${text}[/SYSTEM_PROMPT]` : `${opening}${text}\n\n`;
      }
      return `${followsSystem && !system ? '' : opening}${text}${spaceAfter}[/INST]`;
    },
    reply: '',
    replyEnd: '</s>',
    markers: ['[INST]', '[/INST]', '[SYSTEM_PROMPT]', '[/SYSTEM_PROMPT]', '<<SYS>>', '<</SYS>>', '</s>'],
  };
}

const zephyr: ChatFamily = {
  name: 'zephyr',
  turn: ({ role, text }) => `<|${role}|>\n${text}</s>\n`,
  reply: '<|assistant|>\n',
  replyEnd: '</s>\n',
  markers: ['<|system|>', '<|user|>', '<|assistant|>', '</s>'],
};
