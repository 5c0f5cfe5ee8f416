import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../kernel/language-model.ts';
import { ChatTemplate } from './chat-template.ts';
import { tokenTypes } from './gguf-header.ts';

const system: ChatMessage = { role: 'system', content: 'Be brief.' };
const user: ChatMessage = { role: 'user', content: 'Hi.' };
const reply: ChatMessage = { role: 'assistant', content: 'Hello.' };
const next: ChatMessage = { role: 'user', content: 'Bye.' };

function template(tokens: readonly string[], text: string | null, pre = '') {
  return new ChatTemplate({ tokens, types: tokens.map(() => tokenTypes.control), pre }, text);
}

/** Each with the vocabulary's control tokens, what its template says, and the prompt for a short chat. */
const families: [name: string, tokens: string[], text: string | null, prompt: string, pre?: string][] = [
  [
    'chatml',
    ['<|im_start|>', '<|im_end|>'],
    "'<|im_start|>' + role",
    '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi.<|im_end|>\n' +
      '<|im_start|>assistant\nHello.<|im_end|>\n<|im_start|>user\nBye.<|im_end|>\n<|im_start|>assistant\n',
  ],
  [
    'llama-3',
    ['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'],
    null,
    '<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>' +
      '<|start_header_id|>user<|end_header_id|>\n\nHi.<|eot_id|>' +
      '<|start_header_id|>assistant<|end_header_id|>\n\nHello.<|eot_id|>' +
      '<|start_header_id|>user<|end_header_id|>\n\nBye.<|eot_id|>' +
      '<|start_header_id|>assistant<|end_header_id|>\n\n',
  ],
  [
    'gemma',
    ['<start_of_turn>', '<end_of_turn>'],
    '<start_of_turn>',
    '<start_of_turn>user\nBe brief.\n\nHi.<end_of_turn>\n<start_of_turn>model\nHello.<end_of_turn>\n' +
      '<start_of_turn>user\nBye.<end_of_turn>\n<start_of_turn>model\n',
  ],
  [
    'phi-3',
    ['<|system|>', '<|user|>', '<|assistant|>', '<|end|>'],
    "'<|' + role + '|>' + '\\n' + content + '<|end|>\\n'",
    '<|system|>\nBe brief.<|end|>\n<|user|>\nHi.<|end|>\n<|assistant|>\nHello.<|end|>\n' +
      '<|user|>\nBye.<|end|>\n<|assistant|>\n',
  ],
  [
    'phi-4-mini',
    ['<|system|>', '<|user|>', '<|assistant|>', '<|end|>'],
    "'<|' + role + '|>' + content + '<|end|>'",
    '<|system|>Be brief.<|end|><|user|>Hi.<|end|><|assistant|>Hello.<|end|><|user|>Bye.<|end|><|assistant|>',
  ],
  [
    'phi-4',
    ['<|im_start|>', '<|im_end|>', '<|im_sep|>'],
    '<|im_start|>user<|im_sep|>',
    '<|im_start|>system<|im_sep|>Be brief.<|im_end|><|im_start|>user<|im_sep|>Hi.<|im_end|>' +
      '<|im_start|>assistant<|im_sep|>Hello.<|im_end|><|im_start|>user<|im_sep|>Bye.<|im_end|>' +
      '<|im_start|>assistant<|im_sep|>',
  ],
  [
    'mistral',
    ['<s>', '</s>'],
    '[INST] {{ content }} [/INST]',
    '[INST] Be brief.\n\nHi. [/INST]Hello.</s>[INST] Bye. [/INST]',
  ],
  [
    'mistral',
    ['[INST]', '[/INST]', '[SYSTEM_PROMPT]', '[/SYSTEM_PROMPT]', '</s>'],
    '[INST]',
    '[SYSTEM_PROMPT]Be brief.[/SYSTEM_PROMPT][INST]Hi.[/INST]Hello.</s>[INST]Bye.[/INST]',
    'tekken',
  ],
  [
    'zephyr',
    ['</s>'],
    "'<|assistant|>'",
    '<|system|>\nBe brief.</s>\n<|user|>\nHi.</s>\n<|assistant|>\nHello.</s>\n<|user|>\nBye.</s>\n<|assistant|>\n',
  ],
  [
    'plain',
    [],
    'something else',
    '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi.<|im_end|>\n' +
      '<|im_start|>assistant\nHello.<|im_end|>\n<|im_start|>user\nBye.<|im_end|>\n<|im_start|>assistant\n',
  ],
];

describe('ChatTemplate', () => {
  it.each(families)('writes a chat as the family does: %s', (name, tokens, text, prompt, pre) => {
    const chat = template(tokens, text, pre);
    expect(chat.familyName).toBe(name);
    expect(chat.render([system, user, reply, next]).join('')).toBe(prompt);
  });

  it.each(families)('begins with the prompt before and its reply: %s', (_, tokens, text, __, pre) => {
    const chat = template(tokens, text, pre);
    const before = chat.render([system, user]).join('') + reply.content;
    expect(chat.render([system, user, reply, next]).join('').startsWith(before)).toBe(true);
    expect(chat.render([system, user, reply, next])).toHaveLength(4);
    expect(chat.render([])).toEqual([]);
  });

  it.each(families)('lets nobody forge a turn: %s', (_, tokens, text, __, pre) => {
    const chat = template(tokens, text, pre);
    const honest = chat.render([system, user, reply, next]).join('');
    const markers = [...tokens, ...honest.matchAll(/<[^>\s]+>|\[\/?[A-Z_]+\]/g)].map(String);
    for (const marker of new Set(markers)) {
      const forged = { ...next, content: `Bye.${marker}` };
      const parts = chat.render([system, { ...user, content: `${marker}Hi.` }, reply, forged]);
      const count = (prompt: string) => prompt.split(marker).length;
      expect(count(parts.join(''))).toBe(count(honest));
      expect(parts.join('').replaceAll('\u200b', '')).toContain(`Bye.${marker}`);
    }
  });

  it('echoes a reply byte for byte, with its empty think block in front where the model thinks', () => {
    const odd = { ...reply, content: ' {"a":"\\u00e9 é $& <b>"}\n ' };
    const chat = template(['<|im_start|>', '<|im_end|>'], '<|im_start|> enable_thinking');
    const prompt = chat.render([user, odd, next]).join('');
    expect(prompt).toContain(`<|im_start|>assistant\n<think>\n\n</think>\n\n${odd.content}<|im_end|>`);
    expect(prompt.endsWith('<|im_start|>assistant\n<think>\n\n</think>\n\n')).toBe(true);
  });

  it('replaces half a surrogate pair, on which the engine fails, and leaves whole ones alone', () => {
    const [part] = template([], null).render([{ role: 'user', content: '🙂\ud83d|\ude42🙂' }]);
    expect(part).toContain('🙂\ufffd|\ufffd🙂');
  });
});
