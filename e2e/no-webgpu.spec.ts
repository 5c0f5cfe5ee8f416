import { expect } from '@playwright/test';
import { installedChromium } from '../scripts/chromium.mjs';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* A browser as it comes without a graphics card: models run on the CPU, slowly, and everything else as ever. */

const executablePath = installedChromium();
story.use({ launchOptions: { args: ['--no-sandbox'], ...(executablePath && { executablePath }) } });

story(
  'without WebGPU only models for the CPU are offered, with the reason, and search works',
  async ({ chat, documents }) => {
    const models = new ModelsDialog(chat.page);
    await models.open();
    await expect(models.dialog.getByRole('heading', { name: 'Models run on the CPU here' })).toBeVisible();
    await expect(models.model('Qwen 2.5 0.5B').getByRole('button', { name: /Get this model/ })).toHaveCount(
      0,
    );
    const small = models.model('SmolLM2 360M (CPU)');
    await expect(small.getByRole('button', { name: /^Get this model · \d+ MB$/ })).toBeVisible();
    await keepScreen(chat.page, 'no-webgpu');
    await models.close();

    await chat.drop(...documents.filter((path) => path.endsWith('minutes.txt')));
    await chat.waitUntilReady('minutes.txt');
    const answer = await chat.search('Why is it no longer allowed to burn garden waste?');
    await expect(answer.article).toContainText('compared by words and by meaning');
    expect((await answer.cards(1))[0]?.document).toBe('minutes.txt');
  },
);
