import type { Locator, Page } from '@playwright/test';

/** The memory panel: the context window and the tiers of memory. */
export class MemoryPanel {
  readonly page: Page;
  readonly panel: Locator;
  readonly windowMap: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('complementary', { name: 'Memory' });
    this.windowMap = this.panel.getByRole('figure');
  }

  async open(tab: 'Core' | 'Recall' | 'Archival' | 'Trace'): Promise<void> {
    if (!(await this.panel.isVisible())) await this.page.getByRole('button', { name: /^Memory, / }).click();
    await this.panel.getByRole('tab', { name: tab }).click();
  }

  /** A block of core memory, in the Core tab. */
  block(label: string): Locator {
    return this.panel.getByRole('region', { name: `Core memory: ${label}` });
  }

  /** A note in the Archival tab, by its text. */
  note(text: string): Locator {
    return this.panel.getByRole('listitem', { name: `Note: ${text}` });
  }

  async writeNote(text: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'Write a note' }).click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Control+Enter');
    await this.note(text).waitFor();
  }

  async tagNote(text: string, tag: string): Promise<void> {
    await this.note(text).getByRole('button', { name: 'Add tag' }).click();
    await this.page.keyboard.type(tag);
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('Escape');
    await this.note(text)
      .getByRole('button', { name: `Remove tag ${tag}` })
      .waitFor();
  }

  /** Gives a block another text, in the Core tab. */
  async editBlock(label: string, text: string): Promise<void> {
    const block = this.block(label);
    await block.getByRole('button', { name: `Edit ${label}` }).click();
    await block.getByRole('textbox').fill(text);
    await block.getByRole('button', { name: 'Save' }).click();
    await block.getByText(text, { exact: true }).first().waitFor();
  }

  /** Adds a block with an even share. */
  async addBlock(label: string, description: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'Add a block' }).click();
    await this.page.keyboard.type(label);
    await this.page.keyboard.press('Tab');
    await this.page.keyboard.type(description);
    await this.page.keyboard.press('Enter');
    await this.block(label).waitFor();
  }

  /** The edits of a block, newest first; opens them. */
  async openHistory(label: string): Promise<Locator> {
    await this.block(label).getByText('Last edits').click();
    return this.block(label).getByRole('listitem');
  }

  /** What was said, newest first, in the Recall tab. */
  get timeline(): Locator {
    return this.panel.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
  }

  /** The steps that called a function, newest run first, in the Trace tab. */
  steps(functionName: string): Locator {
    const step = this.page
      .locator('details')
      .filter({ has: this.page.getByText(functionName, { exact: true }) });
    return this.panel.getByRole('tabpanel').locator(step);
  }

  /** Opens the exact prompt of a step. @returns its messages as shown */
  async openPrompt(step: Locator): Promise<readonly string[]> {
    await step.locator('summary').first().click();
    await step.getByRole('button', { name: 'Show prompt' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Prompt of this step' });
    await dialog.getByRole('heading', { name: 'system' }).waitFor();
    const messages = dialog.locator('section').filter({ has: this.page.getByRole('heading', { level: 3 }) });
    return messages.locator('pre').allTextContents();
  }
}
