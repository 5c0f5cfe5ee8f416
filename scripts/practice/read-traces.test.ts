import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeEngineCases } from './engine-cases.ts';
import { readTraces } from './read-traces.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const call = '{"function":"send_message","arguments":{"message":"Hello.","sources":[]}}';
const said = { role: 'user', content: '{"type":"user_message","message":"Hello."}' };
const write = (...examples: object[]) =>
  writeFileSync(join(folder, '000.jsonl'), examples.map((it) => `${JSON.stringify(it)}\n`).join(''));

describe('readTraces', () => {
  it('learns replies with the token that ends them, but not those marked as wrong', () => {
    const reply = { role: 'assistant', content: call };
    write({ messages: [said, reply, said, { ...reply, loss: false }] });
    const [pieces = []] = readTraces(folder);
    expect(pieces.map(({ text }) => text).join('')).toBe(
      [said, reply, said, reply]
        .map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`)
        .join(''),
    );
    expect(pieces.filter(({ kind }) => kind !== null)).toEqual([
      { text: `${call}<|im_end|>`, kind: 'send_message, 0 cited, after user_message' },
    ]);
  });

  it('refuses lines of another form', () => {
    write({ message: said });
    expect(() => readTraces(folder)).toThrow('no messages');
    write({ messages: [{ role: 'user' }] });
    expect(() => readTraces(folder)).toThrow('lacks its role or content');
  });
});

describe('writeEngineCases', () => {
  it('takes only examples without a mistake; a hundred lessons stand before them', () => {
    const answers = ['one', 'two', 'three'].map((content) => ({ role: 'assistant', content }));
    write(...answers.map((answer) => ({ messages: [said, answer] })));
    const [mistakes, out] = [join(folder, 'mistakes.txt'), join(folder, 'cases.json')];
    writeFileSync(mistakes, '7 3 1\n101 5 9\n');
    writeEngineCases({ held: folder, mistakes, evaluated: 103, out });
    const cases: unknown = JSON.parse(readFileSync(out, 'utf8'));
    expect(cases).toEqual([
      { messages: [said], reply: 'one' },
      { messages: [said], reply: 'three' },
    ]);
  });
});
