import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Citation } from '../kernel/message.ts';
import * as data from './gallery-data.fixture.ts';
import { lexMarkdown } from './lex-markdown.ts';
import { type Navigation, NavigationContext } from './navigation.ts';
import { renderBlock } from './render-block.tsx';

const nothing = () => {};
const navigation: Navigation = {
  openReader: nothing,
  openModels: nothing,
  openOffline: nothing,
  openSettings: nothing,
  openLink: nothing,
  openMemory: nothing,
  editBlock: nothing,
  openSearch: nothing,
  openShortcuts: nothing,
  openLibrary: nothing,
  toggleRail: nothing,
  toggleMemory: nothing,
  newChat: nothing,
  openChat: nothing,
};

/** Markup without classes, so that what is tested is what is said. */
function render(text: string, citations: readonly Citation[] = []): string {
  const blocks = lexMarkdown(text).blocks.map((token) => renderBlock(token, citations));
  const markup = renderToStaticMarkup(createElement(NavigationContext, { value: navigation }, ...blocks));
  return markup.replace(/ class="[^"]*"/g, '');
}

test('emphasis, code and line breaks', () => {
  expect(render('a **b** *c* ~~d~~ `e`  \nf')).toBe(
    '<p>a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code><br/>f</p>',
  );
});

test('headings stand below those of the page', () => {
  expect(render('# One\n\n##### Five')).toBe('<h3>One</h3><h6>Five</h6>');
});

test('lists, nested, numbered from where they say, and with tasks', () => {
  expect(render('3. a\n4. b\n   - c')).toBe('<ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol>');
  expect(render('- [x] done')).toContain('<input type="checkbox"');
});

test('tables keep their alignment', () => {
  expect(render('| a | b |\n|---|--:|\n| 1 | 2 |')).toContain('<td style="text-align:right">2</td>');
});

test('raw HTML is shown as text, within a line and as a block', () => {
  expect(render('a <b onclick="x()">b</b>')).toBe('<p>a &lt;b onclick=&quot;x()&quot;&gt;b&lt;/b&gt;</p>');
  expect(render('<script>alert(1)</script>')).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>');
  expect(render('<img src=x onerror=alert(1)>')).not.toContain('<img');
});

test('images are never loaded', () => {
  const markup = render('![the *cellar*](https://tracker.example/pixel.png)');
  expect(markup).not.toContain('<img');
  expect(markup).not.toContain('src=');
  expect(markup).toContain('Image, not loaded: the *cellar*');
});

test('links have no address that could be followed unasked, and no scheme but those allowed', () => {
  const link = render('[here](https://example.org/a?b=1)');
  expect(link).toContain('role="link"');
  expect(link).toContain('title="https://example.org/a?b=1"');
  expect(link).not.toContain('href');
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', '/relative', 'JaVaScRiPt:x']) {
    expect(render(`[here](${bad})`)).not.toContain('role="link"');
  }
});

test('character references are decoded in text and left alone in code', () => {
  expect(render('&lt;a&gt; &amp; &#8211; &bogus;')).toBe('<p>&lt;a&gt; &amp; – &amp;bogus;</p>');
  expect(render('`&lt;`')).toBe('<p><code>&amp;lt;</code></p>');
});

test('a label with a passage behind it becomes a chip, any other stays text', () => {
  const markup = render('By April. [d1] Then [d9].', data.cited);
  expect(markup).toContain('aria-label="Source 1: lease-2025.pdf, page 12"');
  expect(markup).toContain('Then [d9].');
  expect(markup).not.toContain('[d1]');
});

test('quotes, rules and code blocks', () => {
  expect(render('> a\n\n---')).toBe('<blockquote><p>a</p></blockquote><hr/>');
  const code = render('```ts\nconst a = "<b>";\n```');
  expect(code).toContain('<code>const a = &quot;&lt;b&gt;&quot;;</code>');
  expect(code).toContain('ts');
});
