import type { Locator } from '@playwright/test';

/** What a card of a found passage shows. */
export interface CardFace {
  readonly document: string;
  readonly page: number | null;
  /** The marked sentence; empty when none is. */
  readonly marked: string;
  readonly text: string;
}

/** The first cards of a search answer, best first. */
export async function readCards(answer: Locator, count: number): Promise<readonly CardFace[]> {
  const cards = await answer.getByRole('listitem').all();
  return Promise.all(cards.slice(0, count).map(readCard));
}

async function readCard(card: Locator): Promise<CardFace> {
  const [document, marks, text] = await Promise.all([
    card.getByRole('button').innerText(),
    card.locator('mark').allInnerTexts(),
    card.innerText(),
  ]);
  const page = /\bp\. (\d+)/.exec(text)?.[1];
  return { document, page: page === undefined ? null : Number(page), marked: marks.join(' '), text };
}
