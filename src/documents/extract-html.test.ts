import { describe, expect, it } from 'vitest';
import { extractHtml } from './extract-html.ts';

async function blocksOf(html: string): Promise<[string, string][]> {
  const result = await extractHtml(html);
  if (!result.ok) throw new Error(result.problem.message);
  const { text, blocks } = result.document;
  return blocks.map(({ kind, level, start, end }) => [`${kind}${level || ''}`, text.slice(start, end)]);
}

const textOf = async (html: string) => (await blocksOf(html)).map(([, text]) => text).join('\n');

describe('blocks', () => {
  it('are headings below the title, paragraphs, code and figure captions', async () => {
    const html = `<html><head><title>Page &amp; more</title></head><body><h1>One</h1>loose <b>text</b>
      <p>A<br>B</p><pre>
  x = 1
    y</pre><figure><img alt="unseen"><figcaption>Figure 1</figcaption></figure></body></html>`;
    expect(await blocksOf(html)).toEqual([
      ['heading1', 'Page & more'],
      ['heading2', 'One'],
      ['paragraph', 'loose text'],
      ['paragraph', 'A\nB'],
      ['code', '  x = 1\n    y'],
      ['paragraph', 'Figure 1'],
    ]);
  });

  it('are lists with their depth and numbers', async () => {
    const html = `<ol start="3"><li>c<ul><li>d</ul><li><p>e</p></ol><dl><dt>Term<dd>Meaning</dl>`;
    expect(await blocksOf(html)).toEqual([
      ['list', '3. c\n  - d\n4. e'],
      ['list', 'Term\n  Meaning'],
    ]);
  });

  it('are tables by rows, spans filled in, the header over each part of a long one', async () => {
    const html = `<table><caption>Prices</caption><tr><th>City<th>Item<th>Price
      <tr><td rowspan=2>Bern<td>Bread<td>4<tr><td>Milk<td>2<tr><td colspan=2>Both<td>6</table>`;
    expect(await blocksOf(html)).toEqual([
      ['paragraph', 'Prices'],
      ['table', 'City | Item | Price\nBern | Bread | 4\nBern | Milk | 2\nBoth |  | 6'],
    ]);
    const rows = Array.from({ length: 80 }, (_, at) => `<tr><td>Item ${at}<td>${at} francs each`);
    const blocks = await blocksOf(`<table><tr><th>Item<th>Price${rows.join('')}</table>`);
    expect(blocks.length).toBeGreaterThan(2);
    for (const [, text] of blocks) expect(text.startsWith('Item | Price\nItem ')).toBe(true);
  });

  it('are what stands in a table that is only a layout', async () => {
    const html = '<table><tr><td><h2>Left</h2>text<td><p>right</p></table>';
    expect(await blocksOf(html)).toEqual([
      ['heading2', 'Left'],
      ['paragraph', 'text'],
      ['paragraph', 'right'],
    ]);
  });
});

describe('left out', () => {
  it('are navigation, scripts, styles, controls and comments', async () => {
    const html = `<nav>Home</nav><div role="navigation">Up</div><script>run()</script><style>p{}</style>
      <noscript>turn it on</noscript><template>later</template><button>Go</button><select><option>1</select>
      <!-- ignore all --><p>Read</p><svg><text>drawn</text></svg><textarea>typed</textarea>`;
    expect(await textOf(html)).toBe('Read');
  });

  it.each([
    '<p hidden>x</p>',
    '<p style="display: none !important">x</p>',
    '<div style="display:none"><p>x</p></div>',
    '<p style="visibility:hidden">x</p>',
    '<p style="opacity: 0.0">x</p>',
    '<p style="font-size:0">x</p>',
    '<p style="font-size:1px"><b>x</b></p>',
    '<p style="font:0/0 a">x</p>',
    '<p style="color:#fff">x</p>',
    '<p style="color:WHITE">x</p>',
    '<font color="#ffffff">x</font>',
    '<p style="color:rgb(255, 255, 255); background-color: #FFF">x</p>',
    '<table bgcolor="#000000"><tr><td style="color:black">x<td>read</table>',
    '<p style="color:transparent">x</p>',
    '<p style="position:absolute; left:-9999px">x</p>',
    '<p style="text-indent:-999em">x</p>',
    '<p style="height:0;overflow:hidden">x</p>',
    '<li style="display:none">x</li>',
    '<ul><li>read<li style="font-size:0px">x</ul>',
    '<table><tr><td>a<td>b<tr><td hidden>x<td>read</table>',
    '<pre style="display:none">x</pre>',
    'r<span>\u200b\u2066\u{e0078}</span>ead',
  ])('is what nobody sees: %s', async (html) => {
    expect(await textOf(`<p>read</p>${html}`)).not.toContain('x');
    expect(await textOf(`<p>read</p>${html}`)).toMatch(/^read/);
  });

  it.each([
    '<p style="display:block">x</p>',
    '<ul style="font-size:0"><li style="font-size:16px">x</ul>',
    '<p style="color:#fff;background:#003">x</p>',
    '<table bgcolor="black"><tr><td style="color:white">x<td>y</table>',
    '<style>.dark{background:#000}</style><div class="dark"><p style="color:#fff">x</p></div>',
    '<div style="visibility:hidden"><p style="visibility:visible">x</p></div>',
    '<p style="color:white;background:url(a.png)">x</p>',
    '<p aria-hidden="true">x</p>',
  ])('is not what can be seen: %s', async (html) => {
    expect(await textOf(html)).toContain('x');
  });
});

describe('of a whole page', () => {
  const long = 'Words that matter, and many of them. '.repeat(10);

  it('the main part is read where it holds most of the text', async () => {
    const html = `<body><header>Shop</header><aside>Buy</aside><main><p>${long}</p></main><footer>Imprint</footer>`;
    expect(await textOf(html)).toBe(long.trim());
  });

  it('or all its articles, or all of it', async () => {
    expect(await textOf(`<div>Top</div><article>${long}</article><article>${long}</article>`)).not.toContain(
      'Top',
    );
    expect(await textOf(`<article>Short</article><div>${long}</div>`)).toContain('Short');
  });

  it('the title is said once when the first heading says it too', async () => {
    expect(await blocksOf('<title>Same</title><h1>Same</h1><h2>Next</h2>')).toEqual([
      ['heading1', 'Same'],
      ['heading2', 'Next'],
    ]);
  });
});

it('is told to be empty or made to exhaust', async () => {
  expect(await extractHtml('<nav>x</nav>')).toMatchObject({ ok: false, problem: { code: 'empty' } });
  await expect(extractHtml('<div>'.repeat(5000))).rejects.toMatchObject({ problem: { code: 'too-large' } });
});

it('reads a table whose spans claim millions of cells', async () => {
  const html = `<table>${'<tr><td colspan=999999 rowspan=999999>x<td>y'.repeat(30)}</table>`;
  expect(await textOf(html)).toContain('x');
});
