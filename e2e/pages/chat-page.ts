import { expect, type Locator, type Page } from '@playwright/test';
import { type CardFace, readCards } from './result-cards.ts';

/** The chat: what one says and drops, and what comes back. */
export class ChatPage {
  readonly page: Page;
  readonly composer: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  /** What one said oneself, what the model said, and the answers by search, in order. */
  readonly said: Locator;
  readonly answers: Locator;
  readonly searchAnswers: Locator;
  /** Answers that the end of a page cut off. */
  readonly interrupted: Locator;
  readonly intake: Locator;
  /** The line under the composer that says why a message was not sent. */
  readonly problem: Locator;

  constructor(page: Page) {
    this.page = page;
    this.composer = page.getByRole('textbox', { name: 'Message' });
    this.send = page.getByRole('button', { name: 'Send' });
    this.stop = page.getByRole('button', { name: 'Stop' });
    const transcript = page.getByRole('log', { name: 'Messages' });
    this.said = transcript.getByRole('article', { name: 'You' });
    this.answers = transcript.getByRole('article', { name: 'Pagefile' });
    this.searchAnswers = transcript.getByRole('article', { name: 'Search result' });
    this.interrupted = transcript.getByRole('article', { name: 'Interrupted answer' });
    this.intake = page.getByRole('list', { name: 'Documents coming in' });
    this.problem = page.locator('form').filter({ has: this.composer }).getByRole('alert');
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.composer).toBeEditable();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await expect(this.composer).toBeEditable();
  }

  async say(text: string): Promise<void> {
    // While an answer is under way, Enter only says that it waits.
    await expect(this.send).toBeVisible();
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Asks without a model; resolves with what came back. */
  async search(question: string): Promise<SearchAnswer> {
    const before = await this.searchAnswers.count();
    await this.say(question);
    await this.searchAnswers.nth(before).waitFor();
    await expect(this.send).toBeVisible();
    return new SearchAnswer(this.searchAnswers.last());
  }

  /** Asks until meaning is compared, too: after a start the search model needs a moment. */
  async searchByMeaning(question: string): Promise<SearchAnswer> {
    await expect(async () => {
      const answer = await this.search(question);
      await expect(answer.article).toContainText('compared by words and by meaning', { timeout: 1 });
    }).toPass({ timeout: 30_000 });
    return new SearchAnswer(this.searchAnswers.last());
  }

  /** Drops files onto the window, as with the mouse. */
  async drop(...files: readonly DroppedFile[]): Promise<void> {
    const paths = files.filter((file) => typeof file === 'string');
    const made = files.filter((file) => typeof file !== 'string');
    const target = this.page.getByRole('main');
    if (paths.length > 0) await target.drop({ files: [...paths] });
    if (made.length > 0) await target.drop({ files: made });
  }

  /** Picks files in the browser's own dialog. */
  async pick(...paths: readonly string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Add documents' }).click();
    await (await chooser).setFiles([...paths]);
  }

  /** The line of a document that comes in: its name, where it stands, and what is wrong with it. */
  incoming(name: string): Locator {
    return this.intake.getByRole('listitem').filter({ hasText: name });
  }

  /** Takes a document's line away. */
  async dismiss(name: string): Promise<void> {
    await this.intake.getByRole('button', { name: `Dismiss ${name}` }).click();
  }

  async waitUntilSearchable(...names: readonly string[]): Promise<void> {
    for (const name of names) await expect(this.incoming(name)).toHaveText(/Searchable by words|Ready/);
  }

  async waitUntilReady(...names: readonly string[]): Promise<void> {
    for (const name of names) await expect(this.incoming(name)).toContainText('Ready', { timeout: 60_000 });
  }

  /** The bar across the top that warns in such words. */
  warning(words: string): Locator {
    return this.page.getByRole('main').getByRole('alert').filter({ hasText: words });
  }
}

export type DroppedFile = string | { name: string; mimeType: string; buffer: Buffer };

/** An answer by search: the best passages as cards. */
export class SearchAnswer {
  readonly article: Locator;

  constructor(article: Locator) {
    this.article = article;
  }

  /** The first cards as one sees them, best first. */
  cards(count: number): Promise<readonly CardFace[]> {
    return readCards(this.article, count);
  }

  async openCard(index: number): Promise<void> {
    await this.article.getByRole('listitem').nth(index).getByRole('button').click();
  }
}
