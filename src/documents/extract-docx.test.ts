import { describe, expect, it } from 'vitest';
import { extractDocx } from './extract-docx.ts';
import { splitPassages } from './split-passages.ts';
import { p, r, type TestDocxParts, tbl, writeDocx } from './write-docx.fixture.ts';

async function read(body: string, parts?: TestDocxParts) {
  const result = await extractDocx(writeDocx(body, parts));
  if (!result.ok) throw new Error(result.problem.message);
  return result.document;
}

async function blocksOf(body: string, parts?: TestDocxParts): Promise<[string, string][]> {
  const { text, blocks } = await read(body, parts);
  return blocks.map(({ kind, level, start, end }) => [`${kind}${level || ''}`, text.slice(start, end)]);
}

const styles = `
  <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
  <w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Level2"/></w:style>
  <w:style w:styleId="Level2"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
  <w:style w:styleId="T"><w:name w:val="Title"/></w:style>
  <w:style w:styleId="Loop"><w:name w:val="y"/><w:basedOn w:val="Loop"/></w:style>
  <w:style w:styleId="Secret"><w:name w:val="s"/><w:rPr><w:vanish/></w:rPr></w:style>`;
const style = (id: string) => `<w:pStyle w:val="${id}"/>`;

describe('headings', () => {
  it('are known by style, by the style it is based on, and by outline level', async () => {
    const body = [
      p('One', style('berschrift1')),
      p('Two', style('Own')),
      p('Three', '<w:outlineLvl w:val="2"/>'),
      p('Body', style('Loop')),
    ];
    expect(await blocksOf(body.join(''), { styles })).toEqual([
      ['heading1', 'One'],
      ['heading2', 'Two'],
      ['heading3', 'Three'],
      ['paragraph', 'Body'],
    ]);
  });

  it('stand below the title, if there is one', async () => {
    const body = p('Report', style('T')) + p('One', style('berschrift1'));
    expect(await blocksOf(body, { styles })).toEqual([
      ['heading1', 'Report'],
      ['heading2', 'One'],
    ]);
  });
});

describe('lists', () => {
  const level = (at: number, format: string, text: string) =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const numbering = `
    <w:abstractNum w:abstractNumId="7">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%1.%2)')}</w:abstractNum>
    <w:abstractNum w:abstractNumId="8">${level(0, 'bullet', '')}</w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`;
  const item = (text: string, list: number, depth = 0) =>
    p(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`);

  it('have the numbers that Word counts, by depth, also over text between them', async () => {
    const body =
      item('a', 1) + item('b', 1, 1) + item('c', 1, 1) + p('text') + item('d', 1) + item('e', 1, 1);
    expect(await blocksOf(body, { numbering })).toEqual([
      ['list', '1. a\n  1.a) b\n  1.b) c'],
      ['paragraph', 'text'],
      ['list', '2. d\n  2.a) e'],
    ]);
  });

  it('have bullets, starts of their own, and numbers before headings', async () => {
    const heading = p('h', `<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr>`);
    expect(
      await blocksOf(item('x', 2) + item('y', 3) + p('plain', '<w:numPr><w:numId w:val="0"/></w:numPr>'), {
        numbering,
      }),
    ).toEqual([
      ['list', '- x\n5. y'],
      ['paragraph', 'plain'],
    ]);
    expect(await blocksOf(heading, { numbering })).toEqual([['heading1', '1. h']]);
  });
});

describe('tables', () => {
  it('are read by rows; merged cells stand for each row, deleted rows are gone', async () => {
    const merge = (value: string) => `<w:tcPr><w:vMerge ${value}/></w:tcPr>`;
    const body = tbl(
      [
        [`<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p('Both')}`, p('Third')],
        [merge('w:val="restart"') + p('North'), p('Ann'), p('1')],
        [merge('') + p(''), p('Bob'), p('2')],
        [p('gone'), p('gone'), p('gone')],
      ],
      ['', '', '', '<w:del w:id="1"/>'],
    );
    expect(await blocksOf(body)).toEqual([['table', 'Both |  | Third\nNorth | Ann | 1\nNorth | Bob | 2']]);
  });

  it('of one column are frames', async () => {
    expect(await blocksOf(tbl([[p('One') + p('Two')], [p('Three')]]))).toEqual([
      ['paragraph', 'One'],
      ['paragraph', 'Two'],
      ['paragraph', 'Three'],
    ]);
  });

  it('within tables are told in their cell', async () => {
    const body = tbl([
      [
        p('a'),
        tbl([
          [p('b'), p('c')],
          [p('d'), p('e')],
        ]) + p(''),
      ],
    ]);
    expect(await blocksOf(body)).toEqual([['table', 'a | b, c; d, e']]);
  });

  it('too long for one passage have the header over each part', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => [p(`Person number ${at}`), p(`${at * 100} euros`)]);
    const document = await read(tbl([[p('Name'), p('Salary')], ...rows], ['<w:tblHeader/>']));
    const passages = splitPassages(document);
    expect(passages.length).toBeGreaterThan(3);
    for (const { text } of passages) expect(text.startsWith('Name | Salary\n')).toBe(true);
    for (let at = 0; at < 60; at++)
      expect(document.text).toContain(`Person number ${at} | ${at * 100} euros`);
  });
});

describe('beside the text', () => {
  const note = (kind: string, id: number) => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`;
  const text = (kind: string, id: number, words: string) => `<w:${kind} w:id="${id}">${p(words)}</w:${kind}>`;

  it('footnotes follow the block that refers to them, endnotes the text', async () => {
    const footnotes =
      `<w:footnote w:type="separator" w:id="0">${p('line')}</w:footnote>` +
      text('footnote', 2, 'Ouch.') +
      text('footnote', 3, 'Unseen, as nothing refers to it.');
    const endnotes = text('endnote', 2, 'Late.');
    const body = `<w:p>${r('One')}${note('footnote', 2)}${r(' more')}${note('endnote', 2)}</w:p>${p('Two')}`;
    expect(await blocksOf(body, { footnotes, endnotes })).toEqual([
      ['paragraph', 'One[1] more[i]'],
      ['paragraph', '[1] Ouch.'],
      ['paragraph', 'Two'],
      ['heading1', 'Endnotes'],
      ['paragraph', '[i] Late.'],
    ]);
  });

  it('headers and footers come once, page numbers not at all', async () => {
    const parts = { header: p('Confidential'), footer: p('Page 1 of 3') };
    expect(await blocksOf(p('Text'), parts)).toEqual([
      ['paragraph', 'Confidential'],
      ['paragraph', 'Text'],
    ]);
  });

  it('text boxes follow their paragraph, once', async () => {
    const box = `<w:txbxContent>${p('Boxed')}</w:txbxContent>`;
    const both = `<mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent>`;
    expect(await blocksOf(`<w:p>${r('Around ')}<w:r>${both}</w:r>${r('it')}</w:p>`)).toEqual([
      ['paragraph', 'Around it'],
      ['paragraph', 'Boxed'],
    ]);
  });
});

describe('within a paragraph', () => {
  it('links, fields and formulas give what they show, breaks and tabs white space', async () => {
    const body = `<w:p><w:hyperlink r:id="x">${r('here')}</w:hyperlink><w:r><w:tab/><w:t>page </w:t></w:r>
      <w:r><w:instrText>PAGEREF x</w:instrText></w:r>${r('7')}<w:r><w:br/></w:r>
      <m:oMath><m:r><m:t>a&lt;b</m:t></m:r></m:oMath></w:p>`;
    expect(await blocksOf(body)).toEqual([['paragraph', 'here page 7\na<b']]);
  });

  it('leaves out what was deleted, moved away or hidden', async () => {
    const body = `<w:p>${r('kept ')}<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>
      <w:ins>${r('inserted ')}</w:ins><w:moveFrom>${r('moved')}</w:moveFrom>${r('vanished', '<w:vanish/>')}
      ${r('white', '<w:color w:val="FFFFFF"/>')}${r('tiny', '<w:sz w:val="1"/>')}${r('shown', '<w:vanish w:val="0"/>')}
      ${r(' zero\u200bwidth\u202e')}</w:p>${p('by style', style('Secret'))}`;
    expect(await blocksOf(body, { styles })).toEqual([['paragraph', 'kept inserted shown zerowidth']]);
  });

  it('keeps white text that stands on a dark ground', async () => {
    const white = '<w:color w:val="FFFFFF"/>';
    const shaded = `<w:p><w:pPr><w:shd w:fill="000080"/></w:pPr>${r('bar', white)}</w:p>`;
    const cells = tbl([[`<w:p>${r('Head', white)}</w:p>`, p('x')]]);
    expect(await blocksOf(shaded + cells)).toEqual([
      ['paragraph', 'bar'],
      ['table', 'Head | x'],
    ]);
  });
});

it('is told to be empty, damaged, or made to exhaust', async () => {
  expect(await extractDocx(writeDocx(p('')))).toMatchObject({ ok: false, problem: { code: 'empty' } });
  const whole = writeDocx(p('x'));
  await expect(extractDocx(whole.slice(0, 200))).rejects.toMatchObject({ problem: { code: 'unreadable' } });
  const deep = '<w:x>'.repeat(2000) + '</w:x>'.repeat(2000);
  await expect(extractDocx(writeDocx(deep))).rejects.toMatchObject({ problem: { code: 'too-large' } });
});

it('expands no entity that the file defines', async () => {
  const body = p('a &lol; b');
  expect(await blocksOf(body)).toEqual([['paragraph', 'a &lol; b']]);
});
