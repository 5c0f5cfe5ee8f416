import { describe, expect, test } from 'vitest';
import { createTestAgent, reply } from './agent.fixture.ts';
import { type GrammarDialect, grammar } from './grammar.ts';
import { grammarNames } from './sample-calls.fixture.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';
import { type InstructionsForm, systemInstructions } from './system-instructions.ts';

const labels = ['human', 'persona'];
const rulesOf = (text: string) => new Map(text.split('\n').map((rule) => splitRule(rule)));

function splitRule(rule: string): [string, string] {
  const [name = '', body = ''] = rule.split(/ ::= (.*)/s);
  return [name, body];
}

describe.each(grammarNames)('%s in llama.cpp’s dialect', (name) => {
  const xgrammar = rulesOf(grammar(name, labels));
  const gbnf = rulesOf(grammar(name, labels, 'gbnf'));

  test('has the same rules but for how a string is written', () => {
    const shared = [...xgrammar].filter(([rule]) => rule !== 'string' && rule !== 'rest');
    expect(shared.length).toBeGreaterThan(10);
    for (const [rule, body] of shared) expect(gbnf.get(rule), rule).toBe(body);
    expect([...gbnf.keys()].filter((rule) => !xgrammar.has(rule))).toEqual([]);
    expect(gbnf.get('string')).not.toBe(xgrammar.get('string'));
  });

  test('names no rule that it does not have, and looks at nothing that may follow', () => {
    for (const [rule, body] of gbnf) {
      const outside = body.replaceAll(/"(?:[^"\\]|\\.)*"|\[(?:[^\]\\]|\\.)*\]/g, ' ');
      expect(outside, rule).not.toContain('(=');
      for (const used of outside.match(/[a-z-]+/g) ?? []) expect(gbnf.has(used), used).toBe(true);
    }
  });
});

describe('what a model says of itself decides what it is given', () => {
  async function firstRequest(of: { grammarDialect?: GrammarDialect; instructions?: InstructionsForm }) {
    const model = new ScriptedModel({ script: [reply('Hi.')], windowTokens: 8192, ...of });
    const { say } = await createTestAgent();
    expect(await say('Hello', model)).toEqual({ type: 'answered' });
    return model.requests[0];
  }

  test.each(['xgrammar', 'gbnf'] as const)('the grammar in the dialect %s', async (grammarDialect) => {
    const asked = await firstRequest({ grammarDialect });
    expect(asked?.grammar).toBe(grammar('all-functions', labels, grammarDialect));
  });

  test.each([
    [{ instructions: 'minimal' }, 'minimal'],
    [{ instructions: 'compact' }, 'compact'],
    [{}, 'full'],
  ] as const)('the instructions of %o are the %s ones', async (of, form) => {
    const asked = await firstRequest(of);
    expect(asked?.messages[0]?.content.startsWith(`${systemInstructions(form)}\n`)).toBe(true);
  });
});
