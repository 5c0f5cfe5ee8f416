import { describe, expect, test } from 'vitest';
import { foldedTextReader as reader } from '../retrieval/folded-text-reader.ts';
import { openStores } from '../storage/open-stores.ts';
import { sampleDocument, sampleMessage, samplePassage } from '../storage/sample-rows.fixture.ts';
import { citeSources } from './cite-sources.ts';
import type { LabelledHit, Message, MessagePart } from './message.ts';

const texts: Readonly<Record<string, string>> = {
  ...{ lease: 'The parties met in Kraków. The lease begins on 1 June 2025.', rent: 'The rent is 900 euro.' },
  ...{ garage: 'The garage is let to Baker.', unseen: 'The cellar is dry and has a window.' },
};

async function store() {
  const { memory, library } = await openStores({ name: 'cite' });
  const passages = Object.entries(texts).map(([id, text], ordinal) =>
    samplePassage(id, { text, ordinal, page: ordinal + 1, documentId: 'doc', headingPath: ['Terms'] }),
  );
  const document = sampleDocument('doc', { name: 'lease.pdf', passages: passages.length });
  await library.addDocument(document, new ArrayBuffer(4));
  await library.storeExtraction(document, { text: '', pages: null }, passages);
  return memory;
}

function hit(label: string, id: string): LabelledHit {
  const kind = label.startsWith('d') ? 'passage' : 'message';
  return { label, kind, id, documentName: 'lease.pdf', sentence: null };
}

function found(functionName: string, ...hits: readonly LabelledHit[]): MessagePart {
  return { type: 'function_result', at: 0, functionName, ok: true, message: '', hits };
}

/** A window in which the lease was shown twice, and the rent ahead of any search. */
const queue: readonly Message[] = [
  sampleMessage('m1', {
    parts: [
      { type: 'user_message', text: 'When does the lease begin?', at: 0 },
      { type: 'readahead', at: 0, message: '', hits: [hit('d1', 'rent'), hit('d2', 'lease')] },
    ],
  }),
  sampleMessage('m2', {
    parts: [found('archival_memory_search', hit('d3', 'lease'), hit('d4', 'garage'), hit('m1', 'm0'))],
  }),
];

async function cited(text: string, labels: readonly string[] = [], window = queue) {
  return citeSources(labels, window, await store(), { text, reader });
}

describe('sources of a reply', () => {
  test('are found where the model named none, in the order of the reply', async () => {
    const text = 'Baker has the garage. The rent comes to 900 euro. The lease begins in June 2025.';
    const citations = await cited(text);
    expect(citations.map(({ label }) => label)).toEqual(['d4', 'd1', 'd3']);
    expect(citations[2]).toMatchObject({
      passageId: 'lease',
      documentName: 'lease.pdf',
      page: 1,
      headingPath: ['Terms'],
      text: texts.lease,
    });
    const [support] = citations[2]?.supports ?? [];
    expect(text.slice(support?.reply.start, support?.reply.end)).toBe('The lease begins in June 2025.');
    const mark = citations[2]?.sentence;
    expect(mark).toEqual(support?.passage);
    expect(texts.lease?.slice(mark?.start, mark?.end)).toBe('The lease begins on 1 June 2025.');
  });

  test('stand under the label that the model named, in sources or in its words', async () => {
    expect((await cited('The lease begins in June.', ['d2'])).map((it) => it.label)).toEqual(['d2']);
    expect((await cited('The lease begins in June [d2].')).map((it) => it.label)).toEqual(['d2']);
  });

  test('are none where the passage was not in the window, is gone, or says something else', async () => {
    expect(await cited('The cellar is dry and has a window.', ['d9'])).toEqual([]);
    const gone = [sampleMessage('m', { parts: [found('memory_read', hit('d1', 'removed'))] })];
    expect(await cited('The lease begins in June.', ['d1'], gone)).toEqual([]);
    expect(await cited('Trams run every ten minutes.', ['d1', 'd4', 'm1'])).toEqual([]);
  });

  test('a wrong label gives way to the passage that says it', async () => {
    expect((await cited('The lease begins on 1 June 2025.', ['d4'])).map((it) => it.label)).toEqual(['d3']);
  });

  test('a note that the model stored bears out nothing that was not read', async () => {
    const stored = [sampleMessage('m', { parts: [found('archival_memory_insert', hit('d1', 'garage'))] })];
    expect(await cited('I noted that the garage is let to Baker.', [], stored)).toEqual([]);
    expect(await cited('The garage is let to Baker.', ['d1'], stored)).toHaveLength(1);
  });

  test('a passage that bears out two sentences is cited once, marked by the better one', async () => {
    const text = 'They met in Kraków. It begins on 1 June 2025 under the lease.';
    const [citation, ...others] = await cited(text);
    expect(others).toEqual([]);
    expect(citation?.supports).toHaveLength(2);
    const marks = citation?.supports?.map(({ passage }) => texts.lease?.slice(passage.start, passage.end));
    expect(marks).toEqual(['The parties met in Kraków.', 'The lease begins on 1 June 2025.']);
  });

  test('are those that the model named, as they were found, where nothing is checked', async () => {
    const citations = await citeSources(['d4', 'd4', 'm1', 'd77'], queue, await store());
    expect(citations.map(({ label }) => label)).toEqual(['d4']);
    expect(citations[0]).not.toHaveProperty('supports');
  });
});
