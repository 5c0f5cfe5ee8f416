import type { Locator, Page } from '@playwright/test';

/** The library: every document and where it stands. */
export class LibraryPage {
  readonly page: Page;
  readonly heading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { name: 'Library', level: 1 });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: /^Library/ }).click();
    await this.heading.waitFor();
  }

  row(name: string): Locator {
    return this.page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  }
}
