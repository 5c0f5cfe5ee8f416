import { expect } from '@playwright/test';
import { installedChromium } from '../scripts/chromium.mjs';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* A browser as it comes without a graphics card: no model runs, everything else does. */

const executablePath = installedChromium();
story.use({ launchOptions: { args: ['--no-sandbox'], ...(executablePath && { executablePath }) } });

story(
  'without WebGPU no model is offered, the reason is given, and search works',
  async ({ chat, documents }) => {
    const models = new ModelsDialog(chat.page);
    await models.open();
    await expect(
      models.dialog.getByRole('heading', { name: 'No model can run in this browser' }),
    ).toBeVisible();
    await expect(models.dialog).toContainText('open Pagefile in a browser with WebGPU');
    await expect(models.dialog.getByRole('button', { name: /Get this model|Load/ })).toHaveCount(0);
    await keepScreen(chat.page, 'no-webgpu');
    await models.close();

    await chat.drop(...documents.filter((path) => path.endsWith('minutes.txt')));
    await chat.waitUntilReady('minutes.txt');
    const answer = await chat.search('Why is it no longer allowed to burn garden waste?');
    await expect(answer.article).toContainText('compared by words and by meaning');
    expect((await answer.cards(1))[0]?.document).toBe('minutes.txt');
  },
);
