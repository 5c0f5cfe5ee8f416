import { expect } from '@playwright/test';
import { ScreenAudit } from './support/axe.ts';
import { ScreenWalk } from './support/screen-walk.ts';
import { walkFailedStart, walkLittleRoom, walkSecondTab, walkUpdate } from './support/stage-walk.ts';
import { story } from './support/story.ts';

/* axe-core finds nothing on any screen, light and dark, in a wide window and on a phone; the keyboard reaches all. */

story.use({ build: 'dist-e2e', contextOptions: { reducedMotion: 'reduce' } });

const sizes = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

/** A window of 1280 pixels at 200 %, and the narrowest phone. */
const narrow = {
  'at 200 %': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  'of 360 pixels': { viewport: { width: 360, height: 740 } },
} as const;
/** More often than there are things to reach. */
const mostTabs = 120;
const isLease = (path: string) => path.endsWith('lease.pdf');

/** The long walks are taken in one size each, for time's sake, unless all are asked for (accessibility.config.ts). */
const takes = (size: string, usual: keyof typeof sizes) =>
  process.env.ALL_SIZES !== undefined || size === usual;

for (const [size, use] of Object.entries(sizes)) {
  story.describe(`axe-core finds nothing, ${size}`, () => {
    story.use(use);

    story(
      'at the first screen, in the settings, by search and in the library',
      async ({ chat, documents }) => {
        story.setTimeout(120_000);
        story.skip(!takes(size, 'desktop'), 'npm run test:accessibility looks at both sizes');
        const audit = new ScreenAudit();
        const walk = new ScreenWalk(chat, audit.look);
        await walk.firstRun();
        await walk.settings();
        await walk.search(documents.filter(isLease));
        await walk.palette();
        await walk.archive();
        await walk.library();
        expect(audit.findings).toEqual([]);
      },
    );

    story.describe(() => {
      story.use({ downloads: true });

      story(
        'with a model, at its answers, its proposals and its memory',
        async ({ chat, documents, hub: _ }) => {
          story.setTimeout(120_000);
          story.skip(!takes(size, 'phone'), 'npm run test:accessibility looks at both sizes');
          const audit = new ScreenAudit();
          const walk = new ScreenWalk(chat, audit.look);
          await walk.bringModel();
          await walk.answers(documents.filter(isLease));
          await walk.proposal();
          await walk.memory();
          await walk.lostModel();
          expect(audit.findings).toEqual([]);
        },
      );
    });

    story('with another tab, and with another version', async ({ context, server, build }) => {
      const audit = new ScreenAudit();
      await walkSecondTab(context, server.url, audit.look);
      await walkUpdate(context, server, build, audit.look);
      expect(audit.findings).toEqual([]);
    });

    story.describe(() => {
      story.use({ serviceWorkers: 'block' });

      story('with little room, and where it can not start', async ({ page, server }) => {
        const audit = new ScreenAudit();
        await walkLittleRoom(page, server.url, audit.look);
        await walkFailedStart(page, server.url, audit.look);
        expect(audit.findings).toEqual([]);
      });
    });
  });
}

story(
  'the keyboard alone reaches everything on the main screen, and one sees where it is',
  async ({ chat }) => {
    const { page } = chat;
    await chat.search('Where is the lantern?');
    await page.getByRole('button', { name: /^Memory, / }).click();
    await expect(page.getByRole('tab', { name: 'Core' })).toBeVisible();
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    const unseen: string[] = [];
    for (let step = 0; step < mostTabs; step++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(takeFocus);
      if (focused === 'again') break;
      if (focused !== null) unseen.push(focused);
    }
    expect(unseen, 'focused, and one does not see it').toEqual([]);
    expect(await page.evaluate(listMissed), 'not reached').toEqual([]);
  },
);

story.describe('a narrow window', () => {
  for (const [what, use] of Object.entries(narrow)) {
    story.describe(what, () => {
      story.use(use);

      story('scrolls up and down only', async ({ chat, documents }) => {
        const tooWide: string[] = [];
        const walk = new ScreenWalk(chat, async (name, page) => {
          if (await page.evaluate(isTooWide)) tooWide.push(name);
        });
        await walk.firstRun();
        await walk.settings();
        await walk.search(documents.filter(isLease));
        await walk.library();
        expect(tooWide).toEqual([]);
      });
    });
  }
});

/** Marks what has the focus, in the page. @returns `again` at the second time, a name where nothing shows it */
function takeFocus(): string | null {
  const { activeElement: taken } = document;
  if (!(taken instanceof HTMLElement) || taken === document.body) return null;
  if ('reached' in taken.dataset) return 'again';
  taken.dataset.reached = '';
  // A field may show it by the frame around it.
  const frames = [taken, taken.parentElement, taken.closest('form')].filter((it) => it !== null);
  const look = () =>
    frames.map((it) => {
      const { outline, boxShadow, borderColor } = getComputedStyle(it);
      return [outline, boxShadow, borderColor].join();
    });
  const focused = look().join();
  taken.blur();
  const rested = look().join();
  taken.focus();
  return focused === rested ? taken.outerHTML.slice(0, 200) : null;
}

/** What can be pressed or written in and was not reached, in the page; arrow keys go from tab to tab. */
function listMissed(): readonly string[] {
  const all = document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary');
  return [...all]
    .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.matches(':disabled'))
    .filter((it) => it.getAttribute('role') !== 'tab' || it.tabIndex === 0)
    .filter((it) => !('reached' in it.dataset) && it.closest('[popover]:not(:popover-open)') === null)
    .map((it) => it.outerHTML.slice(0, 200));
}

function isTooWide(): boolean {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth;
}
