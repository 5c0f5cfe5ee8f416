import type { Locator, Page } from '@playwright/test';

/** The reader: a document's own words, opened at a passage. */
export class ReaderPage {
  readonly dialog: Locator;
  /** The marked stretches: the passage, and within it the sentence. */
  readonly marks: Locator;
  readonly text: Locator;

  constructor(page: Page, documentName: string) {
    this.dialog = page.getByRole('dialog', { name: documentName });
    this.text = this.dialog.getByRole('region', { name: 'Text of the document' });
    this.marks = this.text.locator('mark');
  }

  /** The passage that it is opened at. */
  async passage(): Promise<string> {
    await this.marks.first().waitFor();
    return (await this.marks.allInnerTexts()).join('');
  }

  documentPage(number: number): Locator {
    return this.dialog.getByRole('region', { name: `Page ${number}`, exact: true });
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
