import { expect, it } from 'vitest';
import { extractPdf } from './extract-pdf.ts';
import { MemoryBudget } from './memory-budget.ts';
import { writePdf } from './write-pdf.fixture.ts';

const lines = (page: number) =>
  Array.from({ length: 30 }, (_, at) => ({ text: `Page ${page} line ${at}`, x: 72, y: 740 - 20 * at }));
const pdf = () => writePdf([1, 2, 3].map((page) => ({ lines: lines(page) })));

it('of a PDF that takes too much memory the first pages are read, and the person is told', async () => {
  const read = await extractPdf(pdf(), { budget: new MemoryBudget(25_000) });
  if (!read.ok) throw new Error(read.problem.message);
  expect(read.document.pages).toHaveLength(2);
  expect(read.document.problem).toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('only the first 2 of 3 pages were read. The original file is kept.'),
  });
});

it('one whose first page takes too much is refused', async () => {
  const read = extractPdf(pdf(), { budget: new MemoryBudget(5_000) });
  await expect(read).rejects.toMatchObject({ problem: { code: 'too-large' } });
});
