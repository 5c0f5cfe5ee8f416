import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { AppPush, ModelOffers, ModelStatus } from '../worker/app-protocol.ts';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as models from './gallery-models.fixture.ts';
import { ModelsDialog } from './models-dialog.tsx';
import type { FilesState, ModelRow } from './models-state.ts';
import './global.css';

const { qwen15, qwen4, qwen05, llama1, llama8, practice, own } = models.rows;
const { downloading } = models;
let app: FakeApp;
const onClose = vi.fn();

/** Where files stand by what was pushed, so that the worker's later answers agree with it. */
let stood: Map<string, FilesState>;
const withFiles = (offers: ModelOffers): ModelOffers => ({
  ...offers,
  offers: offers.offers.map((it) => ({ ...it, files: stood.get(it.row.id) ?? it.files })),
});

function draw(offers: ModelOffers, answers: Answers = {}, model: ModelStatus = { state: 'none' }): void {
  app = createFakeApp(
    {
      models: () => withFiles(offers),
      moreModels: () => models.allOffers,
      ...answers,
    },
    { model },
  );
  app.draw(<ModelsDialog onClose={onClose} />);
}

function files(row: ModelRow, state: FilesState): AppPush {
  stood.set(row.id, state);
  return { type: 'model-files-changed', id: row.id, files: state };
}
const status = (model: ModelStatus): AppPush => ({ type: 'model-changed', model });

const rowOf = ({ name }: ModelRow) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
const button = (row: ModelRow, name: string | RegExp) =>
  rowOf(row).getByRole('button', { name, exact: true });
const section = (name: string) => page.getByRole('region', { name, exact: true });
const said = () => section('Storage').getByRole('status');
const inUse = (row: ModelRow, windowTokens: number): ModelStatus => ({ state: 'ready', row, windowTokens });

beforeEach(() => {
  stood = new Map();
  onClose.mockReset();
});
afterEach(() => app.remove());

describe('a model that is not here', () => {
  test('names its size on the button that downloads it, and that is all the consent there is', async () => {
    draw(models.nothingHere);
    await expect.element(section('Suggested for this device')).toHaveTextContent('Qwen 2.5 1.5B');
    await expect
      .element(rowOf(qwen15))
      .toHaveTextContent('1.5B parameters · Apache-2.0 · 870 MB to download');
    expect(app.askedFor('getModel')).toEqual([]);
    await button(qwen15, 'Get this model · 870 MB').click();
    await vi.waitFor(() => expect(app.askedFor('getModel')).toEqual([{ id: qwen15.id, windowTokens: 4096 }]));
    // The engine is kept beside it, so that it starts offline.
    await vi.waitFor(() => expect(app.cached).toEqual(['model']));
  });

  test('is had for the window that was chosen, with the memory that each takes', async () => {
    draw(models.nothingHere);
    const choice = page.getByRole('combobox', { name: 'Context window of Qwen 2.5 1.5B' });
    await expect.element(choice).toHaveTextContent('8,192 tokens, 1.7 GB of memory');
    await choice.selectOptions('8192');
    await button(qwen15, 'Get this model · 870 MB').click();
    await vi.waitFor(() => expect(app.askedFor('getModel')).toEqual([{ id: qwen15.id, windowTokens: 8192 }]));
  });

  test("that won't run here says why and offers no download", async () => {
    draw(models.offers);
    await page.getByText("1 model that won't run here").click();
    await expect.element(rowOf(llama8)).toHaveTextContent('1,050 MB in one piece');
    expect(rowOf(llama8).getByRole('button').elements()).toHaveLength(0);
  });

  test('that is larger than the space left says both numbers', async () => {
    draw({ ...models.nothingHere, freeBytes: 520_000_000 });
    await expect.element(rowOf(qwen15)).toHaveTextContent('This takes 870 MB, and the browser grants');
    await expect.element(rowOf(qwen15)).toHaveTextContent('520 MB more');
    await expect.element(rowOf(qwen05)).not.toHaveTextContent('grants Pagefile');
  });

  test('whose download is refused says why, where it was asked for', async () => {
    const getModel = () => Promise.reject(new Error('There is no connection. Nothing was downloaded.'));
    draw(models.nothingHere, { getModel });
    await button(qwen15, 'Get this model · 870 MB').click();
    await expect.element(rowOf(qwen15).getByRole('alert')).toHaveTextContent('There is no connection.');
  });
});

describe('a download', () => {
  test('shows bytes, speed and time left, and pauses', async () => {
    draw(models.nothingHere);
    app.push(files(qwen15, downloading));
    await expect
      .element(rowOf(qwen15))
      .toHaveTextContent('Downloading 374 MB of 868 MB · 12 MB a second · about 50 seconds left');
    const bar = rowOf(qwen15).getByRole('progressbar', { name: 'Downloading Qwen 2.5 1.5B' });
    await expect.element(bar).toHaveAttribute('value', '0.43');
    await button(qwen15, 'Pause').click();
    expect(app.askedFor('pauseDownload')).toEqual([{ id: qwen15.id }]);
    await expect.element(said()).toHaveTextContent('Qwen 2.5 1.5B is paused.');
  });

  test('says that it waits for the connection and goes on by itself', async () => {
    draw(models.nothingHere);
    app.push(files(qwen15, { ...downloading, isWaiting: true }));
    await expect.element(rowOf(qwen15)).toHaveTextContent('Waiting for the connection. 374 MB of 868 MB');
  });

  test('whose size is not known yet has a bar without a value', async () => {
    draw(models.nothingHere);
    app.push(files(qwen15, { ...downloading, totalBytes: null, secondsLeft: null }));
    await expect.element(rowOf(qwen15).getByRole('progressbar')).not.toHaveAttribute('value');
  });

  test('that is paused goes on, or is cancelled and says what that freed', async () => {
    draw(models.nothingHere, { cancelDownload: () => ({ freedBytes: 374_000_000 }) });
    app.push(files(qwen15, { state: 'paused', receivedBytes: 374e6, totalBytes: 868e6 }));
    await expect.element(rowOf(qwen15)).toHaveTextContent('Paused. 374 MB of 868 MB are kept.');
    await button(qwen15, 'Resume').click();
    await vi.waitFor(() => expect(app.askedFor('getModel')).toHaveLength(1));
    await button(qwen15, 'Cancel').click();
    await expect.element(said()).toHaveTextContent('Qwen 2.5 1.5B was cancelled. 374 MB freed.');
  });

  test('that failed gives the reason and what is kept, and can be tried again or thrown away', async () => {
    draw(models.nothingHere);
    app.push(files(qwen15, { state: 'failed', message: 'The server sent a page.', receivedBytes: 201e6 }));
    await expect.element(rowOf(qwen15).getByRole('alert')).toHaveTextContent('The server sent a page.');
    await expect.element(rowOf(qwen15)).toHaveTextContent('201 MB are kept.');
    await expect.element(button(qwen15, 'Delete Qwen 2.5 1.5B from this device')).toBeVisible();
    await button(qwen15, 'Try again').click();
    await vi.waitFor(() => expect(app.askedFor('getModel')).toHaveLength(1));
  });

  test("that is being checked can't be pressed twice", async () => {
    draw(models.nothingHere);
    app.push(files(qwen15, { state: 'verifying', fraction: 0.62 }));
    const bar = rowOf(qwen15).getByRole('progressbar', { name: 'Checking Qwen 2.5 1.5B' });
    await expect.element(bar).toHaveAttribute('value', '0.62');
    expect(rowOf(qwen15).getByRole('button').elements()).toHaveLength(0);
  });
});

describe('a model that is here', () => {
  test('loads with the window that is shown, names each phase, and can be cancelled', async () => {
    draw(models.offers);
    await button(qwen4, 'Load').click();
    await vi.waitFor(() => expect(app.askedFor('loadModel')).toEqual([{ id: qwen4.id, windowTokens: 4096 }]));
    const phase = { name: 'compiling', fraction: 0.4, detail: '31 of 78 shaders' } as const;
    app.push(status({ state: 'loading', row: qwen4, phase }));
    await expect.element(rowOf(qwen4)).toHaveTextContent('Compiling 40%');
    await expect.element(rowOf(qwen4)).toHaveTextContent('31 of 78 shaders');
    await button(qwen4, 'Cancel').click();
    expect(app.askedFor('unloadModel')).toHaveLength(1);
  });

  test('in use can be unloaded, or loaded with another window', async () => {
    draw(models.offers, {}, inUse(qwen4, 8192));
    await expect.element(rowOf(qwen4)).toHaveTextContent('In use');
    const choice = page.getByRole('combobox', { name: 'Context window of Qwen 3 4B' });
    await expect.element(choice).toHaveValue('8192');
    await choice.selectOptions('2048');
    await button(qwen4, 'Load with 2,048').click();
    await vi.waitFor(() => expect(app.askedFor('loadModel')).toEqual([{ id: qwen4.id, windowTokens: 2048 }]));
    await button(qwen4, 'Unload').click();
    expect(app.askedFor('unloadModel')).toHaveLength(1);
  });

  test('is deleted after a question that says what it frees, and then says what it freed', async () => {
    const deleteModel = ({ id }: { id: string }) => {
      app.push(files(llama1, { state: 'absent' }));
      return { freedBytes: id === llama1.id ? 1_200_000_000 : 0 };
    };
    draw(models.offers, { deleteModel });
    await button(llama1, 'Delete Llama 3.2 1B from this device').click();
    const question = page.getByRole('alertdialog', { name: 'Delete Llama 3.2 1B?' });
    await expect.element(question).toHaveTextContent('This frees 702 MB. Chats and memory stay.');
    expect(app.askedFor('deleteModel')).toEqual([]);
    await question.getByRole('button', { name: 'Delete' }).click();
    await expect.element(said()).toHaveTextContent('Llama 3.2 1B was deleted. 1.2 GB freed.');
    // It stands with what can be had again, and so does the focus.
    await expect.element(section('More models')).toHaveTextContent('Llama 3.2 1B');
    await expect.element(button(llama1, 'Get this model · 700 MB')).toHaveFocus();
  });

  test('has its files checked and says what came of it', async () => {
    draw(models.offers, { verifyModel: () => ({ state: 'ready', bytes: 702_400_000 }) });
    await button(llama1, 'Check files').click();
    await expect.element(said()).toHaveTextContent('All files of Llama 3.2 1B are as they came.');
  });

  test('that was lost offers itself again and what is lighter', async () => {
    const lighter = { id: qwen4.id, name: qwen4.name, windowTokens: 2048 };
    draw(models.offers, {}, { state: 'failed', row: qwen4, message: 'The device was lost.', lighter });
    await expect.element(rowOf(qwen4).getByRole('alert')).toHaveTextContent('The device was lost.');
    await button(qwen4, 'Load with a window of 2,048').click();
    await vi.waitFor(() => expect(app.askedFor('loadModel')).toEqual([{ id: qwen4.id, windowTokens: 2048 }]));
    await button(qwen4, 'Try again').click();
    expect(app.askedFor('loadModel')).toHaveLength(2);
  });
});

describe('the focus', () => {
  test('stays with a model whose buttons change under it, wherever it goes in the list', async () => {
    const becomes = (state: FilesState) => () => {
      app.push(files(qwen05, state));
      return null;
    };
    draw(models.nothingHere, {
      getModel: becomes(downloading),
      pauseDownload: becomes({ state: 'paused', receivedBytes: 1e6, totalBytes: 2e6 }),
    });
    await button(qwen05, 'Get this model · 280 MB').click();
    await expect.element(section('On this device')).toHaveTextContent('Qwen 2.5 0.5B');
    await expect.element(button(qwen05, 'Pause')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button(qwen05, 'Resume')).toHaveFocus();
    app.push(files(qwen05, { state: 'verifying', fraction: 0 }));
    // With nothing to press, it is at the model itself.
    await expect.element(rowOf(qwen05)).toHaveFocus();
    app.push(files(qwen05, { state: 'ready', bytes: 2e6 }));
    await expect.element(button(qwen05, 'Load')).toBeVisible();
  });

  test('is not taken by a model that one has left', async () => {
    draw(models.nothingHere);
    app.push(files(qwen15, downloading));
    await button(qwen15, 'Pause').click();
    // As by a press on nothing in particular.
    (document.activeElement as HTMLElement).blur();
    await new Promise((resolve) => setTimeout(resolve, 10));
    app.push(files(qwen15, { state: 'verifying', fraction: 0 }));
    await expect.element(button(qwen15, 'Pause')).not.toBeInTheDocument();
    await expect.element(rowOf(qwen15)).not.toHaveFocus();
  });
});

describe('on the CPU', () => {
  test("a trial tells the speed, once its engine's size was named", async () => {
    let tried = false;
    const tryCpu = () => {
      tried = true;
      return null;
    };
    draw(models.onCpu(false), { models: () => models.onCpu(tried), tryCpu });
    const { cpuSmol } = models.rows;
    await expect.element(page.getByRole('heading', { name: 'Models run on the CPU here' })).toBeVisible();
    await button(cpuSmol, 'Try how fast this device is (10 seconds, 12 MB)').click();
    await expect
      .element(rowOf(cpuSmol))
      .toHaveTextContent('On this device: about 13 tokens a second to write, 24 to read');
    expect(app.askedFor('tryCpu')).toHaveLength(1);
    expect(app.cached).toEqual(['cpu']);
  });

  test('a graphics processor that the CPU plays counts as none', async () => {
    const { offers } = models.onCpu(true);
    const capability = { ...models.nothingHere.capability, graphics: 'software' } as const;
    draw({ ...models.nothingHere, capability, offers });
    await expect.element(page.getByRole('heading', { name: 'Models run on the CPU here' })).toBeVisible();
    await expect.element(page.getByRole('dialog')).toHaveTextContent('is played by the CPU');
    expect(page.getByRole('heading', { name: 'All models' }).elements()).toHaveLength(0);
  });

  test('where nothing runs, that is said with the reason and what works all the same', async () => {
    const { capability } = models.onCpu(false);
    const offers = models.nothingHere.offers.map((it) => ({ ...it, obstacle: 'No.' }));
    draw({ ...models.nothingHere, capability, offers });
    await expect
      .element(page.getByRole('heading', { name: 'No model can run in this browser' }))
      .toBeVisible();
    await expect.element(page.getByRole('dialog')).toHaveTextContent('found no graphics processor');
    expect(page.getByRole('button', { name: /^Get this model/ }).elements()).toHaveLength(0);
  });
});

test("the tour is plainly no model to talk to, and names the size of the app's own files", async () => {
  draw(models.nothingHere);
  const tour = section('See how memory works');
  await expect.element(tour).toHaveTextContent('it is not one to talk to');
  await expect.element(tour).toHaveTextContent("No model is downloaded: 12 MB of this app's own files.");
  await tour.getByRole('button', { name: 'Start the tour · 12 MB' }).click();
  await vi.waitFor(() => expect(app.askedFor('loadModel')).toEqual([{ id: practice.id }]));
  expect(app.askedFor('getModel')).toEqual([]);
  app.push(status(inUse(practice, 2048)));
  await tour.getByRole('button', { name: 'Begin in a new chat' }).click();
  expect(onClose).toHaveBeenCalledOnce();
  expect(app.navigation.newChat).toHaveBeenCalledOnce();
});

test('all models are looked up only when they are wanted, and can be searched', async () => {
  draw(models.offers);
  await page.getByRole('heading', { name: 'All models' }).click();
  await expect.element(page.getByText('46 models')).toBeVisible();
  await expect.element(page.getByText('And 16 more: search for one.')).toBeVisible();
  expect(app.askedFor('moreModels')).toHaveLength(1);
  await page.getByRole('searchbox', { name: 'Search all models' }).fill('smollm2 0.36b');
  await expect.element(page.getByText('11 models')).toBeVisible();
  await page.getByRole('searchbox').fill('mixtral');
  await expect.element(page.getByText('None of them is called that.')).toBeVisible();
});

describe("files of one's own", () => {
  test('are kept as one model, and refused ones say why until dismissed', async () => {
    const importModel = vi.fn<NonNullable<Answers['importModel']>>();
    importModel.mockRejectedValueOnce(new Error('This file is no model. Nothing was kept.'));
    importModel.mockResolvedValue({ id: own.id });
    draw(models.offers, { importModel });
    const input = page.getByLabelText('A .gguf file');
    const file = (name: string) => new File(['GGUF'], name);
    await userEvent.upload(input, file('broken.gguf'));
    await expect.element(page.getByRole('alert')).toHaveTextContent('This file is no model.');
    await page.getByRole('button', { name: 'Dismiss broken.gguf' }).click();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await userEvent.upload(input, [file('b-00001-of-00002.gguf'), file('b-00002-of-00002.gguf')]);
    await vi.waitFor(() => expect(importModel).toHaveBeenCalledTimes(2));
    expect(importModel.mock.lastCall?.[0].files.map((it) => it.path)).toEqual([
      'b-00001-of-00002.gguf',
      'b-00002-of-00002.gguf',
    ]);
  });

  test("can't be downloaded again: one that broke can only be deleted", async () => {
    draw(models.onCpu(true));
    app.push(files(own, { state: 'failed', message: 'The file is not what it was.', receivedBytes: 0 }));
    await expect.element(rowOf(own).getByRole('alert')).toHaveTextContent('not what it was');
    await expect.element(button(own, `Delete ${own.name} from this device`)).toBeVisible();
    expect(rowOf(own).getByRole('button', { name: 'Try again' }).elements()).toHaveLength(0);
  });
});

test('what follows by itself is said politely: a model that came, is in use, or is so no more', async () => {
  draw(models.nothingHere);
  await button(qwen15, 'Get this model · 870 MB').click();
  await expect.element(said()).toHaveTextContent('Getting Qwen 2.5 1.5B.');
  app.push(files(qwen15, downloading));
  app.push(files(qwen15, { state: 'ready', bytes: 868e6 }));
  await expect.element(said()).toHaveTextContent('Qwen 2.5 1.5B is on this device.');
  app.push(status(inUse(qwen15, 4096)));
  await expect.element(said()).toHaveTextContent('Qwen 2.5 1.5B is in use.');
  await button(qwen15, 'Unload').click();
  await expect.element(said()).toHaveTextContent('Qwen 2.5 1.5B is not in use.');
});

test('the foot tells what lies here by kind, what is free, and what the browser promised', async () => {
  draw(models.offers);
  const storage = {
    ...app.store.getState().storage,
    usedBytes: 2.364e9,
    modelBytes: 2.3e9,
    documentBytes: 24e6,
  };
  app.push({ type: 'storage-changed', storage });
  await expect
    .element(section('Storage'))
    .toHaveTextContent('Models 2.3 GB · documents 24 MB · everything else 40 MB · 58 GB free');
  await expect.element(section('Storage')).toHaveTextContent('install the app or bookmark it');
  app.push({ type: 'storage-changed', storage: { ...storage, persisted: true } });
  await expect.element(section('Storage')).toHaveTextContent('The browser promised to keep this.');
});

test("when it can't be found out what there is, that is said and one's own files can still be added", async () => {
  draw(models.offers, { models: () => Promise.reject(new Error('No answer.')) });
  await expect.element(page.getByRole('alert')).toHaveTextContent('No answer. Everything else goes on');
  await expect.element(page.getByRole('button', { name: 'Choose a .gguf file' })).toBeVisible();
});

test('every button has a name, and fits a phone of 360 pixels', async () => {
  await page.viewport(360, 740);
  draw(models.offers);
  app.push(files(qwen15, downloading));
  await expect.element(button(qwen15, 'Pause')).toBeVisible();
  const dialog = page.getByRole('dialog').element();
  for (const it of dialog.querySelectorAll('button, select, input'))
    expect(it.getAttribute('aria-label') ?? it.textContent, it.outerHTML).not.toBe('');
  const list = dialog.querySelector('[data-model]')?.closest('div');
  expect(list?.scrollWidth).toBeLessThanOrEqual(list?.clientWidth ?? 0);
  await page.viewport(414, 896);
});
