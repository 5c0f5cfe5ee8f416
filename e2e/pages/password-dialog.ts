import type { Locator, Page } from '@playwright/test';

/** Asks for the password of a document. */
export class PasswordDialog {
  readonly dialog: Locator;
  readonly password: Locator;

  constructor(page: Page, documentName: string) {
    this.dialog = page.getByRole('dialog', { name: `Password of ${documentName}` });
    this.password = this.dialog.getByLabel('Password', { exact: true });
  }

  /** Opens it by the button in the document's row and sends the password. */
  async enter(row: Locator, password: string): Promise<void> {
    await row.getByRole('button', { name: 'Enter password' }).click();
    await this.password.fill(password);
    await this.dialog.getByRole('button', { name: 'Open' }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
