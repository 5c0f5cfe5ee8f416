import { expect, test } from 'vitest';
import { detectFormat } from '../documents/detect-format.ts';
import { pastedFile } from './pasted-file.ts';

test.each([
  ['Dear tenants,\nthe lift is out of order.', 'Pasted text: Dear tenants, the lift is out of order'],
  [`See a/b.py and ${'more '.repeat(900)}`, 'Pasted text: See a b py and more more more more more …'],
  ['家賃は毎月五日までに支払う。'.repeat(4), /^Pasted text: .{40} …$/],
  ['😀'.repeat(60), `Pasted text: ${'😀'.repeat(40)} …`],
  ['...\n\t', 'Pasted text'],
])('the name begins as the text does', (text, name) => {
  expect(pastedFile(text).name).toMatch(typeof name === 'string' ? new RegExp(`^${name}$`, 'u') : name);
});

test('it is read as text, whatever it mentions, and nothing of it is changed', async () => {
  const text = 'import moths from "moths.js"\n'.repeat(100);
  const file = pastedFile(text);
  expect(await file.text()).toBe(text);
  expect(detectFormat(file.name, new Uint8Array(await file.arrayBuffer()))).toEqual({
    ok: true,
    format: 'text',
  });
});
