import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ScreenWalk } from '../support/screen-walk.ts';
import { walkFailedStart, walkLittleRoom, walkSecondTab, walkUpdate } from '../support/stage-walk.ts';
import { story } from '../support/story.ts';

/* Pictures of every screen and state, light and dark, in a wide window and on a phone. */

story.use({ build: 'dist-e2e', downloads: true, contextOptions: { reducedMotion: 'reduce' } });

const sizes = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

const isLease = (path: string) => path.endsWith('lease.pdf');

for (const [size, use] of Object.entries(sizes)) {
  story.describe(size, () => {
    story.use(use);

    const look = async (screen: string, page: Page): Promise<void> => {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        const path = join('test-results/screens', `${size}-${screen}-${colorScheme}.png`);
        await page.screenshot({ path, animations: 'disabled' });
      }
    };

    story('without a model', async ({ chat, documents }) => {
      const walk = new ScreenWalk(chat, look);
      await walk.firstRun();
      await walk.settings();
      await walk.search(documents.filter(isLease));
      await walk.palette();
      await walk.archive();
      await walk.library();
    });

    story('with a model', async ({ chat, documents, hub: _ }) => {
      const walk = new ScreenWalk(chat, look);
      await walk.bringModel();
      await walk.answers(documents.filter(isLease));
      await walk.proposal();
      await walk.manyMemories();
      await walk.memory();
      await walk.longChat();
      await walk.lostModel();
    });

    story('another tab, another version', async ({ context, server, build }) => {
      await walkSecondTab(context, server.url, look);
      await walkUpdate(context, server, build, look);
    });

    story.describe(() => {
      story.use({ serviceWorkers: 'block' });

      story('little room, and a start that fails', async ({ page, server }) => {
        await walkLittleRoom(page, server.url, look);
        await walkFailedStart(page, server.url, look);
      });
    });
  });
}
