import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';

const sources = 'e2e/documents';
const names = ['lease.html', 'bicycle.html', 'sourdough.md', 'minutes.txt', 'diary.txt'] as const;

/**
 * Brings our own five documents to a folder, the PDFs printed from their sources. Each section of a source is
 * a page, so that the page of each fact is known.
 *
 * @returns their paths
 */
export async function printDocuments(browser: Browser, folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage();
  const paths: string[] = [];
  for (const name of names) {
    const source = join(sources, name);
    if (extname(name) !== '.html') {
      paths.push(join(folder, name));
      copyFileSync(source, join(folder, name));
      continue;
    }
    const path = join(folder, `${basename(name, '.html')}.pdf`);
    await page.goto(pathToFileURL(source).href);
    await page.pdf({
      path,
      format: 'A4',
      margin: { top: '22mm', bottom: '22mm', left: '20mm', right: '20mm' },
      displayHeaderFooter: true,
      headerTemplate: small('<span class="title"></span>'),
      footerTemplate: small('<span class="pageNumber"></span> / <span class="totalPages"></span>'),
    });
    paths.push(path);
  }
  await page.close();
  return paths;
}

/** A running head or foot: Chromium gives it no font size of its own. */
function small(content: string): string {
  return `<p style="font-size: 8pt; margin: 0 20mm; width: 100%; text-align: right">${content}</p>`;
}
