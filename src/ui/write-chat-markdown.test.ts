import { expect, test } from 'vitest';
import type { Message } from '../kernel/message.ts';
import * as data from './gallery-data.fixture.ts';
import { writeChatMarkdown } from './write-chat-markdown.ts';

function write(messages: readonly Message[], withMemory = false, title = 'Lease *renewal*'): string {
  const conversation = data.conversation({ id: 'c1', title });
  return writeChatMarkdown({ conversation, messages }, { withMemory });
}

const at = (message: Message, time: string) => ({ ...message, createdAt: new Date(time).getTime() });
const asked = at(data.said('r1', 'When?\n\n# Not a heading'), '2026-03-01T14:05:00');
const searched = at(
  data.called('r1', 'archival_memory_search', { query: 'notice' }, 'Look it up.'),
  '2026-03-01T14:05:10',
);
const results = at(
  data.message('user', 'r1', [data.result('archival_memory_search', 'Showing 1–2', ['passage', 'passage'])]),
  '2026-03-01T14:05:11',
);
const answered = at(
  data.replied('r1', 'By **2 April**. [d1] In writing. [d2, d3]', data.cited),
  '2026-03-02T09:06:00',
);

test('title and dates, who said what, and sources as footnotes with document and page', () => {
  expect(write([asked, searched, results, answered])).toBe(
    [
      '# Lease \\*renewal\\*',
      '1 March 2026 to 2 March 2026',
      '**You**, 1 March 2026 at 14:05',
      '> When?\n>\n> # Not a heading',
      '**Pagefile (Qwen3-4B)**, 2 March 2026 at 09:06',
      'By **2 April**.[^1] In writing.[^2][^3]',
      [
        '[^1]: lease-2025.pdf, page 12, Term and notice: “A party that does not wish to renew shall give written notice at least sixty days before the end of the term.”',
        '[^2]: lease-2025.pdf, page 12, Term and notice: “Notice by electronic mail counts only once the other party has confirmed its receipt in writing.”',
        '[^3]: lease-2025.pdf, page 13, Garage: “The addendum may be ended by either party at the end of any month, with one month of notice, without effect on this agreement.”',
      ].join('\n'),
    ]
      .join('\n\n')
      .concat('\n'),
  );
});

test('memory lines are left out unless asked for', () => {
  expect(write([asked, searched, results, answered])).not.toContain('Searched');
  expect(write([asked, searched, results, answered], true)).toContain(
    '- *Memory:* Searched documents for “notice”, 2 passages',
  );
});

test('a source is one footnote, however often it is cited, and stands at the end where no label names it', () => {
  const [first] = data.cited;
  if (!first) throw new Error('Nothing is cited.');
  const text = write([data.replied('r1', 'One. [d1]', [first]), data.replied('r2', 'Two.', [first])]);
  expect(text).toContain('One.[^1]');
  expect(text).toContain('Two.[^1]');
  expect(text.match(/^\[\^\d+\]:/gm)).toEqual(['[^1]:']);
});

test('a mark never becomes part of a list, a table or a fence', () => {
  const [first] = data.cited;
  if (!first) throw new Error('Nothing is cited.');
  expect(write([data.replied('r1', 'So:\n\n```js\nlet a;\n```', [first])])).toContain('```\n\n[^1]');
  expect(write([data.replied('r1', '| a |\n|---|\n| b |', [first])])).toContain('| b |\n\n[^1]');
});

test('a fence that was never closed takes nothing in that follows', () => {
  const text = write([data.replied('r1', 'So:\n```js\nlet a', []), data.said('r2', 'Go on')]);
  expect(text).toContain('let a\n```\n\n**You**');
});

test('answers by search, documents and an empty chat are told as well', () => {
  const found = { at: 1, query: 'x', byMeaning: false, total: 9, citations: data.searched };
  const part = { type: 'search_answer', ...found } as const;
  const text = write([data.said(null, 'Where?', [data.leaseAdded]), data.message('assistant', null, [part])]);
  expect(text).toContain('*lease-2025.pdf was added.*');
  expect(text).toMatch(/\*\*Search\*\*, .*\n\n- lease-2025\.pdf, page 12, Term and notice: “A party/);
  expect(write([], false, '')).toBe('# Chat\n\n20 November 2026\n');
});
