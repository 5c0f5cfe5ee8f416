import { ScriptedModel } from '../../src/kernel/scripted-model.fixture.ts';
import { sentenceRanges } from '../../src/retrieval/sentence-ranges.ts';
import { holdsAnswer } from './holds-answer.ts';
import { phrasings, retell, topicOf } from './own-words.ts';

/** What the model is given beside the prompt. */
export interface AskedQuestion {
  /** Its place in the set: what is varied goes by it. */
  readonly index: number;
  readonly question: string;
  readonly answers: readonly string[];
}

/** A sentence that the model said, and what is true of it. */
export interface SaidSentence {
  readonly text: string;
  /**
   * `answer`: states an accepted answer; `more`: tells another sentence of the answer's passage; `made-up`: no
   * passage bears it out; `aside`: asserts nothing.
   */
  readonly kind: 'answer' | 'more' | 'made-up' | 'aside';
}

/** How a reply names its sources. */
export type Naming = 'true' | 'none' | 'wrong' | 'inline';

export interface SaidReply {
  readonly sentences: readonly SaidSentence[];
  readonly naming: Naming;
  /** The text of the row that the model found the answer in. */
  readonly row: string;
}

const namings: readonly Naming[] = ['true', 'none', 'wrong', 'inline'];
/** Result pages that the model reads before it gives up; the run has eight steps. */
const mostPages = 5;

interface ShownRow {
  readonly label: string;
  readonly text: string;
}

/**
 * A model that follows the protocol: it searches with the person's words, turns pages until a row holds an
 * accepted answer, and answers in its own words. By the question's place its sentences vary, and so does how it
 * names sources: rightly, not at all, by the label of another row, or within its words.
 */
export class CitingModel extends ScriptedModel {
  /** What it said; `null` when it found nothing. */
  said: SaidReply | null = null;

  constructor(asked: AskedQuestion) {
    let page = 0;
    super({
      windowTokens: 8192,
      fallback: ({ messages }) => {
        const rows = page === 0 ? [] : rowsShown(messages.at(-1)?.content ?? '');
        const found = rows.find(({ text }) => holdsAnswer(text, asked.answers));
        if (!found && page < mostPages) return search(asked.question, ++page);
        if (!found) return sendMessage('I could not find that in the documents.', []);
        const said = compose(asked, found);
        this.said = said;
        const wrong = rows.find(({ text }) => !holdsAnswer(text, asked.answers))?.label;
        const sources =
          said.naming === 'true' ? [found.label] : said.naming === 'wrong' && wrong ? [wrong] : [];
        return sendMessage(wordsOf(said, found.label), sources);
      },
    });
  }
}

/** The reply as it is sent: with the label at the end of the answer, where it names its sources within. */
function wordsOf({ sentences, naming }: SaidReply, label: string): string {
  return sentences
    .map(({ text, kind }) =>
      naming === 'inline' && kind === 'answer' ? text.replace(/\.$/, ` [${label}].`) : text,
    )
    .join(' ');
}

function compose({ index, question, answers }: AskedQuestion, { text: row }: ShownRow): SaidReply {
  const answer = answers.find((each) => holdsAnswer(row, [each])) ?? '';
  const sentences = sentenceRanges(row).map(({ start, end }) => row.slice(start, end));
  const sentence = sentences.find((each) => holdsAnswer(each, [answer])) ?? row;
  const phrase = phrasings[index % phrasings.length];
  const said: SaidSentence[] = [];
  if (index % 7 === 0) said.push({ text: 'Good question.', kind: 'aside' });
  said.push({ text: phrase?.({ question, answer, sentence }) ?? answer, kind: 'answer' });
  const more = sentences.find(
    (each) => each !== sentence && /^\p{Lu}/u.test(each) && each.split(' ').length > 8,
  );
  if (index % 3 === 0 && more) said.push({ text: `${retell(more)}.`, kind: 'more' });
  else said.push({ text: makeUp(index, topicOf(question, 4), more ?? sentence), kind: 'made-up' });
  if (index % 7 === 3) said.push({ text: 'Shall I look for more?', kind: 'aside' });
  const naming = namings[Math.floor(index / 3) % namings.length] ?? 'none';
  return { sentences: said, naming, row };
}

/** What no passage says: something about the topic, or a sentence of the passage with a number or name changed. */
function makeUp(index: number, topic: string, sentence: string): string {
  const year = /\b1[5-9]\d\d\b|\b20[01]\d\b/.exec(sentence)?.[0];
  const name = /(?<=[a-z,] )\p{Lu}\p{Ll}{3,}/u.exec(sentence)?.[0];
  switch (index % 4) {
    case 0:
      return `Some ${1300 + 37 * index} letters about ${topic} came in ${1800 + index}.`;
    case 1:
      return `Many critics still argue about ${topic}, I gather.`;
    case 2:
      return `The ${topic} drew praise from schools and churches alike.`;
    default:
      if (year) return `${retell(sentence.replace(year, `${Number(year) - 3}`))}.`;
      return name ? `${retell(sentence.replace(name, 'Petersen'))}.` : `It was all about ${topic} for them.`;
  }
}

/** The hits of the result in a packed message. */
function rowsShown(content: string): ShownRow[] {
  const lines = content.split('\n').map((line): unknown => JSON.parse(line));
  return lines.flatMap((line) => {
    if (typeof line !== 'object' || line === null || !('function' in line) || !('message' in line)) return [];
    const rows = String(line.message).matchAll(/^\[(d\d+)\] [^\n]*?: ([^\n]*)$/gm);
    return Array.from(rows, ([, label = '', text = '']) => ({ label, text }));
  });
}

function search(query: string, page: number): string {
  const args = { query, page };
  return JSON.stringify({
    thought: 'I look it up.',
    function: 'archival_memory_search',
    arguments: args,
    request_heartbeat: true,
  });
}

function sendMessage(message: string, sources: readonly string[]): string {
  return JSON.stringify({ function: 'send_message', arguments: { message, sources } });
}
