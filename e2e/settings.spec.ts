import { expect } from '@playwright/test';
import { SettingsDialog, settingsSections } from './pages/settings-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* What a person sets, as it is in the real build: how it looks, what is stored, what may leave, what this is. */

const dark = 'rgb(25, 26, 24)';

story('the appearance that was chosen is there before the first paint', async ({ chat }) => {
  const { page } = chat;
  await page.emulateMedia({ colorScheme: 'light' });
  const settings = new SettingsDialog(page);
  await settings.openSection('General');
  await settings.appear('Dark');
  await settings.close();
  const seen: unknown[] = [];
  await page.exposeFunction('tell', (colour: unknown) => void seen.push(colour));
  await page.addInitScript(() => {
    requestAnimationFrame(() => {
      const { backgroundColor } = getComputedStyle(document.documentElement);
      Reflect.get(window, 'tell')(backgroundColor);
    });
  });
  await chat.reload();
  await expect.poll(() => seen[0]).toBe(dark);
  const themeColor = page.locator('meta[name="theme-color"][media="all"]');
  await expect(themeColor).toHaveAttribute('content', '#191a18');
  await keepScreen(page, 'chosen-dark');

  await settings.openSection('General');
  await settings.appear('As the device is set');
  await expect
    .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))
    .toBe('rgb(251, 250, 247)');
});

story('every section, light, dark, with forced colours and on a phone', async ({ chat }) => {
  const { page } = chat;
  const settings = new SettingsDialog(page);
  const looks = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    forced: { colorScheme: 'dark', forcedColors: 'active' },
  } as const;
  for (const title of settingsSections) {
    await settings.openSection(title);
    for (const [look, media] of Object.entries(looks)) {
      await page.emulateMedia({ forcedColors: 'none', ...media });
      await keepScreen(page, `settings-${title.split(' ')[0]?.toLowerCase()}-${look}`);
    }
  }
  await settings.close();
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: 'Show the list of chats' }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(settings.dialog.getByRole('button', { name: 'About' })).toBeVisible();
  await keepScreen(page, 'settings-phone');
  for (const title of settingsSections) {
    await settings.openSection(title);
    await keepScreen(page, `settings-${title.split(' ')[0]?.toLowerCase()}-phone`);
    const overflow = await settings.dialog.evaluate((it) => it.scrollWidth - it.clientWidth);
    expect(overflow, title).toBe(0);
    await settings.dialog.getByRole('button', { name: 'All settings' }).click();
  }
});

story('what is missing for offline use is named, got, and then not missing', async ({ chat }) => {
  const settings = new SettingsDialog(chat.page);
  await settings.openSection('Data and storage');
  const storage = settings.section('Data and storage');
  const parts = storage.getByRole('region', { name: 'Without a connection' }).getByRole('listitem');
  const part = (name: string) => parts.filter({ hasText: name });
  await expect(part('Document reader')).toContainText('missing');
  await expect(part('Search by meaning')).toContainText('missing');
  await part('Document reader').getByRole('button').click();
  await expect(part('Document reader')).toContainText('on this device');
  await expect(part('Search by meaning')).toContainText('missing');
  await storage.getByRole('button', { name: /^Get all/ }).click();
  await expect(storage).toContainText('All that is used is on this device.', { timeout: 30_000 });
});

story(
  'diagnostics are shown, then copied as they were shown, without a word of content',
  async ({ chat }) => {
    const { page } = chat;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.search('Secretword in a question');
    const settings = new SettingsDialog(page);
    await settings.openSection('About');
    await expect(settings.section('About')).toContainText(/Version0\.1\.0 \([0-9a-f]{8}\)/);
    await settings.dialog.getByRole('button', { name: 'Show diagnostics' }).click();
    const shown = settings.dialog.locator('pre');
    await expect(shown).toContainText(/Recall: [1-9]\d* messages in 1 chat/);
    await settings.dialog.getByRole('button', { name: 'Copy diagnostics' }).click();
    await expect(settings.dialog.getByRole('status')).toHaveText('Copied.');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await shown.innerText());
    expect(copied).not.toContain('Secretword');
    expect(copied).toContain('HeadlessChrome');
  },
);
