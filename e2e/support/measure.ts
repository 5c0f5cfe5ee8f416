import type { Page } from '@playwright/test';
import type { Question } from '../documents/questions.ts';
import type { ChatPage, SearchAnswer } from '../pages/chat-page.ts';
import { ReaderPage } from '../pages/reader-page.ts';
import type { CardFace } from '../pages/result-cards.ts';

/** Cards that count: the answer has to be among the first three. */
const LOOKED_AT = 3;

export interface Measured {
  readonly hits: number;
  /** Hits whose card marks a sentence. */
  readonly marked: number;
  readonly missed: readonly string[];
}

/** Asks each question in the chat and counts those whose answer is among the first three cards. */
export async function measure(chat: ChatPage, questions: readonly Question[]): Promise<Measured> {
  const missed: string[] = [];
  let marked = 0;
  for (const question of questions) {
    const answer = await chat.search(question.text);
    const cards = await answer.cards(LOOKED_AT);
    const hit = cards[await hitAt(chat.page, answer, question)];
    if (hit) marked += hit.marked === '' ? 0 : 1;
    else missed.push(`${question.text} (${question.file}) → ${cards.map(describeCard).join(', ')}`);
  }
  return { hits: questions.length - missed.length, marked, missed };
}

/** Which card answers the question, from 0; -1 when none of the first three does. */
export async function hitAt(page: Page, answer: SearchAnswer, question: Question): Promise<number> {
  for (const [index, card] of (await answer.cards(LOOKED_AT)).entries()) {
    if (card.document !== question.file) continue;
    if (question.pages) {
      if (card.page !== null && question.pages.includes(card.page)) return index;
    } else if (
      holds(card.text, question.phrase) ||
      holds(await passageOf(page, answer, index), question.phrase)
    ) {
      return index;
    }
  }
  return -1;
}

/** A card shows part of its passage; the reader marks all of it. */
async function passageOf(page: Page, answer: SearchAnswer, index: number): Promise<string> {
  const [card] = (await answer.cards(index + 1)).slice(index);
  await answer.openCard(index);
  const reader = new ReaderPage(page, card?.document ?? '');
  const passage = await reader.passage();
  await reader.close();
  return passage;
}

function holds(text: string, phrase: string): boolean {
  return text.replaceAll(/\s+/g, ' ').includes(phrase);
}

function describeCard({ document, page }: CardFace): string {
  return page === null ? document : `${document} p. ${page}`;
}

/** "Own files, by words alone: 17 of 20, 16 of them with a sentence marked", and what was missed. */
export function describeMeasured(what: string, { hits, marked, missed }: Measured): string {
  const lines = missed.map((question) => `  missed: ${question}`);
  const sum = `${what}: ${hits} of ${hits + missed.length}, ${marked} of them with a sentence marked`;
  return [sum, ...lines].join('\n');
}
