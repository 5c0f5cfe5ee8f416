import type { Locator, Page } from '@playwright/test';

/** The reader: a document's own words, opened at a passage. */
export class ReaderPage {
  readonly dialog: Locator;
  /** The marked stretches: the passage, and within it the sentence. */
  readonly marks: Locator;
  readonly text: Locator;
  readonly outlineButton: Locator;
  readonly outline: Locator;
  /** Where one types what to find, what it says of the matches, and the one that one has got to. */
  readonly field: Locator;
  readonly found: Locator;
  readonly currentMatch: Locator;
  readonly anyPageImage: Locator;

  constructor(page: Page, documentName: string) {
    this.dialog = page.getByRole('dialog', { name: documentName });
    this.text = this.dialog.getByRole('region', { name: 'Text of the document' });
    this.marks = this.text.locator('mark[data-level]');
    this.outlineButton = this.dialog.getByRole('button', { name: 'Outline' });
    this.outline = this.dialog.getByRole('navigation', { name: 'Outline' });
    this.field = this.dialog.getByRole('textbox', { name: 'Find in document' });
    this.found = this.dialog.getByRole('search').getByRole('status');
    this.currentMatch = this.text.locator('mark[data-found="current"]');
    this.anyPageImage = this.dialog.getByRole('img', { name: / as it looks/ });
  }

  /** The passage that it is opened at. */
  async passage(): Promise<string> {
    await this.marks.first().waitFor();
    return (await this.marks.allInnerTexts()).join('');
  }

  documentPage(number: number): Locator {
    return this.dialog.getByRole('region', { name: `Page ${number}`, exact: true });
  }

  /** A document page, from 1, drawn. */
  pageImage(number: number): Locator {
    return this.dialog.getByRole('img', { name: `Page ${number} as it looks` });
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
