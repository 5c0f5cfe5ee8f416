import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Keeps a picture of a main state for a person to look at: `test-results/screens/<name>.png`. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join('test-results/screens', `${name}.png`), animations: 'disabled' });
}
