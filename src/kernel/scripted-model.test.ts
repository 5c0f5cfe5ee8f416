import { expect, it } from 'vitest';
import { languageModelContract } from './language-model.contract.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';

languageModelContract('ScriptedModel', ({ windowTokens, replies }) => {
  const script = replies.map((reply) =>
    typeof reply === 'string' ? reply : { code: reply.fails, message: 'The script says so.' },
  );
  const model = new ScriptedModel({ script, windowTokens });
  return Promise.resolve({ model, lose: () => model.lose(), close: () => {} });
});

it('plays functions of the request, records prompts, and falls back when the script is over', async () => {
  const model = new ScriptedModel({
    script: [({ messages }) => `heard ${messages.at(-1)?.content}`],
    fallback: 'over',
  });
  const ask = async (content: string) => {
    const result = await model.complete({
      messages: [{ role: 'user', content }],
      grammar: '',
      maxTokens: 100,
    });
    return result.ok && result.completion.text;
  };
  expect(await ask('this')).toBe('heard this');
  expect(await ask('that')).toBe('over');
  model.play('more');
  expect(await ask('again')).toBe('more');
  expect(model.prompts.map((prompt) => prompt[0]?.content)).toEqual(['this', 'that', 'again']);
});

it('throws when asked more than it has, so that no test passes by accident', async () => {
  const model = new ScriptedModel();
  const request = { messages: [{ role: 'user' as const, content: 'Hello?' }], grammar: '', maxTokens: 9 };
  await expect(model.complete(request)).rejects.toThrow('over');
});
