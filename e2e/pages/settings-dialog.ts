import { expect, type Locator, type Page } from '@playwright/test';

/** The names of its sections, in order. */
export const settingsSections = [
  'General',
  'Models',
  'Memory',
  'Documents',
  'Data and storage',
  'Privacy',
  'Shortcuts',
  'About',
] as const;

/** What a person sets once, by section. */
export class SettingsDialog {
  readonly page: Page;
  readonly dialog: Locator;
  readonly embedders: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Settings' });
    this.embedders = this.dialog.getByRole('region', { name: 'Search by meaning' });
  }

  /** Opens the settings at the embedders. */
  async open(): Promise<void> {
    await this.openSection('Models');
    await expect(this.choice('MiniLM')).toBeEnabled();
  }

  /** Opens the settings, where they are not open yet, and a section of them. */
  async openSection(title: string): Promise<void> {
    if (!(await this.dialog.isVisible()))
      await this.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await this.dialog.getByRole('button', { name: title, exact: true }).click();
    await expect(this.section(title)).toBeVisible();
  }

  section(title: string): Locator {
    return this.dialog.getByRole('region', { name: title, exact: true });
  }

  async appear(choice: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: 'Appearance' }).selectOption(choice);
  }

  /** The radio button of an embedder; disabled where its files are not here. */
  choice(name: string): Locator {
    return this.embedders.getByRole('radio', { name, exact: true });
  }

  /** All that is said of an embedder. */
  embedder(name: string): Locator {
    const choice = this.page.getByRole('radio', { name, exact: true });
    return this.embedders.locator('[data-model]').filter({ has: choice });
  }

  /** A button of an embedder's row: "Pause", or the one that names the size. */
  button(name: string, label: string | RegExp): Locator {
    return this.embedder(name).getByRole('button', { name: label });
  }

  /** Presses the button that names the size, which is the consent. */
  async get(name: string): Promise<void> {
    await this.button(name, new RegExp(`^Get ${name} · about \\d+ MB$`)).click();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
