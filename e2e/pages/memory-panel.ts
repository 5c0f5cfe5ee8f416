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

  /** The steps that called a function, newest run first, in the Trace tab. */
  steps(functionName: string): Locator {
    const step = this.page
      .locator('details')
      .filter({ has: this.page.getByText(functionName, { exact: true }) });
    return this.panel.getByRole('tabpanel').locator(step);
  }

  /** Opens the exact prompt of a step. @returns its messages as shown */
  async openPrompt(step: Locator): Promise<readonly string[]> {
    await step.locator('summary').click();
    await step.getByRole('button', { name: 'Show prompt' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Prompt of this step' });
    await dialog.getByRole('heading', { name: 'system' }).waitFor();
    const messages = dialog.locator('section').filter({ has: this.page.getByRole('heading', { level: 3 }) });
    return messages.locator('pre').allTextContents();
  }
}
