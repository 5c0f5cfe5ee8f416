import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { installedChromium } from './chromium.mjs';

/*
 * Draws the app's icons from public/icons/mark.svg. Run it after changing the mark: npm run icons
 */
const mark = readFileSync('public/icons/mark.svg', 'utf8');
/** Full-bleed: the platform cuts its own shape out, so the paper has no corners of its own. */
const square = mark.replace('rx="112" ', '');

const icons = [
  { path: 'public/icons/icon-192.png', size: 192, svg: mark },
  { path: 'public/icons/icon-512.png', size: 512, svg: mark },
  { path: 'public/icons/icon-maskable-512.png', size: 512, svg: square },
  { path: 'public/icons/apple-touch-icon.png', size: 180, svg: square },
];

const executablePath = installedChromium();
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath && { executablePath }) });
for (const { path, size, svg } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path, omitBackground: true });
  await page.close();
}
await browser.close();
