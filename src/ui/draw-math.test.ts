import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { drawMath } from './draw-math.ts';

const markup = (tex: string, display = false) => {
  const element = drawMath(tex, display);
  return element && renderToStaticMarkup(element);
};

test('a formula becomes MathML', () => {
  expect(markup('\\frac{a}{b}')).toBe('<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>');
  expect(markup('x', true)).toContain('<math display="block"');
  expect(markup('\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}', true)).toContain('<mtable');
});

test.each(['\\frac{a', '\\nope', '\\begin{aligned}', '}'])('%j, which is none, becomes nothing', (tex) => {
  expect(markup(tex)).toBeNull();
});

test.each([
  '\\href{https://example.org}{x}',
  '\\url{https://example.org}',
  '\\includegraphics{https://example.org/a.png}',
  '\\style{background:url(https://example.org)}{x}',
  '\\class{whole-card}{x}',
  '\\id{root}{x}',
  '\\data{a=b}{x}',
])('%j does nothing', (tex) => {
  expect(markup(tex) ?? '').not.toMatch(/href|url\(|src=|whole-card|id=|data-|https/);
});

test('text in a formula stays text', () => {
  expect(markup('\\text{<img src=x onerror=alert(1)>}')).not.toContain('<img');
});

test('macros that grow without end become nothing', () => {
  expect(markup('\\def\\a{\\a\\a}\\a')).toBeNull();
});
