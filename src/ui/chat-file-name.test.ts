import { expect, test } from 'vitest';
import { chatFileName } from './chat-file-name.ts';

test.each([
  ['Lease renewal', 'Lease renewal.md'],
  ['a/b\\c: "what?" <x>|*', 'a b c what x.md'],
  ['  ..hidden. ', 'hidden.md'],
  ['', 'Chat.md'],
  ['???', 'Chat.md'],
  ['CON', 'Chat.md'],
  ['Zażółć gęślą', 'Zażółć gęślą.md'],
  ['עברית', 'עברית.md'],
  ['invoice\u202egpj.exe', 'invoice gpj.exe.md'],
  ['line\nbreak\u0000', 'line break.md'],
])('%j is saved as %j', (title, name) => {
  expect(chatFileName(title)).toBe(name);
});

test('a long title is cut between characters', () => {
  const flag = '🇵🇱';
  expect(chatFileName(flag.repeat(100))).toBe(`${flag.repeat(60)}.md`);
});
