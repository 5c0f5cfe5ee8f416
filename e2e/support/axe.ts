import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type * as Axe from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 up to AA, and what axe-core holds for good practice beyond it. */
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What colours decide; everything else is the same in both appearances. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * What axe-core holds against the screens that a story comes by, light and dark: once the light one as it was chosen
 * on a device that is dark, once the dark one as the device is set. Colours must not be on their way to others, so
 * the page is to be opened with reduced motion.
 */
export class ScreenAudit {
  /** "screen (light): rule: what is wrong: the element", one for each. */
  readonly findings: string[] = [];

  readonly look = async (name: string, page: Page): Promise<void> => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await this.#judge(`${name} (dark)`, page, { type: 'tag', values: standards });
    await setTheme(page, 'light');
    await this.#judge(`${name} (light)`, page, { type: 'rule', values: ofColours });
    await setTheme(page, null);
  };

  async #judge(screen: string, page: Page, runOnly: Axe.RunOnly): Promise<void> {
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
    const results = await page.evaluate((only) => {
      const { axe } = globalThis as unknown as { axe: typeof Axe };
      const rules = only.type === 'tag' ? { rules: { 'target-size': { enabled: true } } } : {};
      return axe.run(document, { runOnly: only, resultTypes: ['violations'], preload: false, ...rules });
    }, runOnly);
    for (const { id, help, nodes } of results.violations) {
      for (const { target, any } of nodes) {
        // A document's own headings stand in the order in which its author put them.
        if (id === 'heading-order' && target.join().includes('data-heading')) continue;
        const why = any[0]?.message ?? help;
        this.findings.push(`${screen}: ${id}: ${why}: ${target.join(' ')}`);
      }
    }
  }
}

function setTheme(page: Page, theme: 'light' | null): Promise<void> {
  return page.evaluate((to) => {
    if (to === null) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = to;
  }, theme);
}
