import { type Download, expect, type Locator, type Page } from '@playwright/test';

/** The list of chats beside what is read, and what can be done with each. */
export class ChatsRail {
  readonly page: Page;
  readonly list: Locator;
  /** The titles, in the order in which they stand. */
  readonly titles: Locator;
  readonly headings: Locator;
  /** The title of the chat that is read. */
  readonly openTitle: Locator;
  readonly undo: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('navigation', { name: 'Chats' });
    this.titles = this.list.getByRole('listitem');
    this.headings = this.list.getByRole('heading');
    this.openTitle = page.getByRole('heading', { level: 1 });
    this.undo = page.getByRole('status').getByRole('button', { name: 'Undo' });
  }

  async newChat(): Promise<void> {
    await this.page.getByRole('button', { name: 'New chat', exact: true }).click();
    // Until then one would write in the chat before.
    await this.page.getByRole('log', { name: 'Messages' }).waitFor({ state: 'hidden' });
  }

  async newTemporaryChat(): Promise<void> {
    await this.page.getByRole('button', { name: 'New temporary chat' }).click();
  }

  async open(title: string): Promise<void> {
    const entry = this.list.getByRole('button', { name: title, exact: true });
    await entry.click();
    // Until then one would write in the chat before.
    await expect(entry).toHaveAttribute('aria-current', 'page');
  }

  /** Chooses from a chat's menu. */
  async choose(title: string, entry: string): Promise<void> {
    const row = this.titles.filter({ hasText: title });
    await row.hover();
    await row.getByRole('button', { name: `Options of ${title}` }).click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  async rename(title: string, to: string): Promise<void> {
    await this.choose(title, 'Rename');
    const field = this.list.getByRole('textbox', { name: 'Title of the chat' });
    await field.fill(to);
    await field.press('Enter');
  }

  /** Saves a chat as a file. */
  async exportChat(title: string): Promise<Download> {
    const download = this.page.waitForEvent('download');
    await this.choose(title, 'Export as Markdown');
    return download;
  }

  /** The dialog of chats that were put aside. */
  async openArchive(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^Archived/ }).click();
    return this.page.getByRole('dialog', { name: 'Archived chats' });
  }
}
