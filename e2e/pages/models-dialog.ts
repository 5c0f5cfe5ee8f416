import { expect, type Locator, type Page } from '@playwright/test';

/** Which models run here, and where the one in use stands. */
export class ModelsDialog {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Models' });
  }

  async open(): Promise<void> {
    await this.page.getByTitle('Models').click();
    await this.dialog.waitFor();
  }

  model(name: string): Locator {
    return this.dialog.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name }) });
  }

  /** Loads a model that is on this device and waits until it is in use. */
  async load(name: string): Promise<void> {
    await this.model(name).getByRole('button', { name: 'Load' }).click();
    await expect(this.model(name)).toContainText('In use');
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
