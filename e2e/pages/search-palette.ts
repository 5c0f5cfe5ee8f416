import { expect, type Locator, type Page } from '@playwright/test';

/** Search everything: one field, and a list that one walks through by keyboard. */
export class SearchPalette {
  readonly page: Page;
  readonly dialog: Locator;
  readonly field: Locator;
  /** Says how many there are. */
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Search everything' });
    this.field = this.dialog.getByRole('combobox');
    this.status = this.dialog.getByRole('status');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await expect(this.field).toBeFocused();
  }

  /** Writes into the field; resolves once texts have been searched as well. */
  async lookFor(words: string): Promise<void> {
    await this.field.fill('');
    await this.page.keyboard.type(words);
    await expect(this.status).toHaveText(/result|Nothing found/);
  }

  group(name: string): Locator {
    return this.dialog.getByRole('group', { name });
  }

  /** Walks down to an entry and opens it by Enter. */
  async choose(group: string, words: string): Promise<void> {
    const entry = this.group(group).getByRole('option').filter({ hasText: words }).first();
    await expect(entry).toBeVisible();
    const count = await this.dialog.getByRole('option').count();
    for (let steps = 0; steps < count; steps++) {
      if ((await entry.getAttribute('aria-selected')) === 'true') break;
      await this.page.keyboard.press('ArrowDown');
    }
    await expect(entry).toHaveAttribute('aria-selected', 'true');
    await this.page.keyboard.press('Enter');
    await expect(this.dialog).toBeHidden();
  }
}
