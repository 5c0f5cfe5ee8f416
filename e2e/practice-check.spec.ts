import { expect } from '@playwright/test';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* The memory check with a real engine and a real, tiny model, in the production build. */

story('the practice model is checked, and what it was told for that is nowhere after', async ({ chat }) => {
  story.setTimeout(180_000);
  const models = new ModelsDialog(chat.page);
  await models.open();
  await models.startTour();
  await models.tour.getByRole('button', { name: /Can it use memory/ }).click();
  await expect(models.tour).toContainText(/Memory check: [1-3] of 3 · \d+ tokens a second/, {
    timeout: 120_000,
  });
  await keepScreen(chat.page, 'practice-check');
  await models.close();
  const memory = new MemoryPanel(chat.page);
  await memory.open('Core');
  await expect(memory.block('human')).not.toContainText('Telan');
});
