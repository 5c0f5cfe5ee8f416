import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { AnswerText } from './answer-text.tsx';
import { createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import './global.css';

/* What is made of a reply after its words are there: colours and formulas; and how wide things scroll. */

let app: FakeApp;
/** The first time, what draws is loaded. */
const poll = <Value,>(look: () => Value) => expect.poll(look, { timeout: 8000 });
afterEach(() => app.remove());

function draw(text: string, streaming = false): void {
  app.draw(
    <div style={{ width: 300 }}>
      <AnswerText text={text} citations={[]} streaming={streaming} />
    </div>,
  );
}

const code = '```ts\nconst a = "b";\n```';
const coloured = () => document.querySelectorAll('pre code span span').length;
const later = () => new Promise((resolve) => setTimeout(resolve, 400));

test('code is coloured once its fence is closed, and says the same', async () => {
  app = createFakeApp({});
  draw(code.slice(0, -3), true);
  await expect.element(page.getByText('const a')).toBeVisible();
  await later();
  expect(coloured()).toBe(0);
  draw(code, true);
  await poll(coloured).toBeGreaterThan(1);
  expect(document.querySelector('pre')?.textContent).toBe('const a = "b";');
  await expect.element(page.getByRole('button', { name: 'Copy the code' })).toBeVisible();
});

test('code of an unknown language, and very long code, stays plain', async () => {
  app = createFakeApp({});
  draw(`\`\`\`nolang\nconst a = 1;\n\`\`\`\n\n\`\`\`ts\n${'const a = 1;\n'.repeat(2000)}\`\`\``);
  await poll(() => document.querySelectorAll('pre').length).toBe(2);
  await later();
  expect(coloured()).toBe(0);
});

test('formulas are drawn as MathML, in a line and by themselves; a bad one stays as it was written', async () => {
  app = createFakeApp({});
  draw('So $x^2$ and\n\n$$\n\\frac{a}{b}\n$$\n\nbut $\\frac{$ and it costs $5 or $6.');
  await poll(() => document.querySelectorAll('math').length).toBe(2);
  const [inline, block] = document.querySelectorAll('math');
  expect(inline?.namespaceURI).toBe('http://www.w3.org/1998/Math/MathML');
  expect(block?.getAttribute('display')).toBe('block');
  expect(document.querySelector('mfrac')?.getBoundingClientRect().height).toBeGreaterThan(25);
  await expect.element(page.getByText('$\\frac{$')).toBeVisible();
  await expect.element(page.getByText('it costs $5 or $6.')).toBeVisible();
});

test('a wide table and a wide formula scroll by themselves, by keyboard too', async () => {
  app = createFakeApp({});
  const cells = Array.from({ length: 9 }, (_, at) => `column${at}`).join(' | ');
  const wide = Array.from({ length: 30 }, (_, at) => `x_{${at}}`).join(' + ');
  draw(`| ${cells} |\n|${'--:|'.repeat(9)}\n| ${cells} |\n\n$$${wide}$$`);
  await poll(() => document.querySelectorAll('math').length).toBe(1);
  const table = page.getByRole('region', { name: 'Table' }).element();
  const formula = page.getByRole('group', { name: 'Formula' }).element();
  for (const region of [table, formula]) {
    expect(region.scrollWidth).toBeGreaterThan(region.clientWidth);
    expect(region.clientWidth).toBeLessThanOrEqual(300);
    expect((region as HTMLElement).tabIndex).toBe(0);
  }
  expect(getComputedStyle(table.querySelector('td') ?? table).textAlign).toBe('right');
});
