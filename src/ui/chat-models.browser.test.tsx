import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { AppPush, ConversationView, ModelStatus, Snapshot } from '../worker/app-protocol.ts';
import { ChatHeader } from './chat-header.tsx';
import { ChatPlace } from './chat-place.tsx';
import { CoreTab } from './core-tab.tsx';
import { type Answers, createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import * as models from './gallery-models.fixture.ts';
import { practiceSuggestions } from './practice-suggestions.ts';
import { useAppState } from './use-app.ts';
import './global.css';

/* How models show outside their dialog: in the header, in the chat, and with core memory. */

const { qwen15, qwen4, qwen05 } = models.rows;
let app: FakeApp;

function Chat() {
  const view = useAppState((state) => state.view);
  if (!view) return null;
  return (
    <>
      <ChatHeader railOpen onRail={() => {}} memoryOpen onMemory={() => {}} />
      <ChatPlace view={view} target={null} />
    </>
  );
}

function draw(
  model: ModelStatus,
  messages: ConversationView['messages'] = [],
  answers: Answers = {},
  start: Partial<Snapshot> = {},
): void {
  app = createFakeApp(
    { models: () => models.offers, ...answers },
    { model, current: { ...snapshot.current, messages }, ...start },
  );
  app.draw(<Chat />);
}

beforeEach(() => page.viewport(1200, 800));
afterEach(() => app.remove());

const chip = () => page.getByTitle('Models', { exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const lostWords = 'The graphics processor was lost. Your message is kept.';
const failed = (lighter: Extract<ModelStatus, { state: 'failed' }>['lighter']): ModelStatus => ({
  state: 'failed',
  row: qwen4,
  message: lostWords,
  lighter,
});
const smallerWindow = { id: qwen4.id, name: qwen4.name, windowTokens: 2048 };
const smallerModel = { id: qwen05.id, name: qwen05.name, windowTokens: 4096 };
const exchange = [data.said('r1', 'When?'), data.replied('r1', 'In April.')];
const runFails: readonly AppPush[] = [
  { type: 'run-start', runId: 'r1', conversationId: 'c1' },
  { type: 'run-end', runId: 'r1', conversationId: 'c1', outcome: { type: 'failed', message: lostWords } },
];

test('the chip tells of a download by name, and opens the models', async () => {
  draw(models.ready);
  await expect.element(chip()).toHaveTextContent('Qwen 3 4B');
  app.push({ type: 'model-files-changed', id: qwen15.id, files: models.downloading });
  await expect.element(chip()).toHaveTextContent('Getting Qwen 2.5 1.5B43%');
  await expect.element(chip()).toHaveAccessibleName('Models. Getting Qwen 2.5 1.5B 43%');
  await chip().click();
  expect(app.navigation.openModels).toHaveBeenCalledOnce();
  app.push({ type: 'model-files-changed', id: qwen15.id, files: { state: 'ready', bytes: 868e6 } });
  const phase = { name: 'loading', fraction: 0.2, detail: '' } as const;
  app.push({ type: 'model-changed', model: { state: 'loading', row: qwen15, phase } });
  await expect.element(chip()).toHaveTextContent('Loading to the GPU20%');
  app.push({ type: 'model-changed', model: { ...models.ready, row: qwen15 } });
  await expect.element(chip()).toHaveTextContent('Qwen 2.5 1.5B');
  expect(app.store.getState().announcement).toBe('Qwen 2.5 1.5B is in use');
});

describe('a model that was lost', () => {
  test('says so above where one writes, and is loaded again from there', async () => {
    draw(failed(smallerWindow), exchange);
    await expect.element(page.getByRole('alert')).toHaveTextContent(`Qwen 3 4B is not running. ${lostWords}`);
    await button('Load again').click();
    await vi.waitFor(() => expect(app.askedFor('loadModel')).toEqual([{ id: qwen4.id }]));
    await button('Load with a window of 2,048').click();
    await vi.waitFor(() =>
      expect(app.askedFor('loadModel').at(-1)).toEqual({ id: qwen4.id, windowTokens: 2048 }),
    );
    expect(app.askedFor('getModel')).toEqual([]);
  });

  test('in mid-answer is told once, where the answer would have been', async () => {
    draw(models.ready, exchange);
    for (const it of runFails) app.push(it);
    app.push({ type: 'model-changed', model: failed(smallerModel) });
    await expect.element(page.getByRole('alert')).toHaveTextContent(lostWords);
    expect(page.getByRole('alert').elements()).toHaveLength(1);
    expect(button('Say again').elements()).toHaveLength(0);
    // What has to be downloaded first names its size.
    await button('Get Qwen 2.5 0.5B instead · 280 MB').click();
    await vi.waitFor(() => expect(app.askedFor('getModel')).toEqual([{ id: qwen05.id, windowTokens: 4096 }]));
    // With a model again, the question can be put again.
    app.push({ type: 'model-changed', model: models.ready });
    await expect.element(button('Say again')).toBeVisible();
    expect(button('Load again').elements()).toHaveLength(0);
  });

  test('says why loading it again was refused', async () => {
    draw(failed(null), exchange, { loadModel: () => Promise.reject(new Error('Still no device.')) });
    await button('Load again').click();
    await vi.waitFor(() =>
      expect(app.store.getState().notices).toMatchObject([{ message: 'Still no device.' }]),
    );
  });
});

describe('an answer', () => {
  test('names its model where another is in use', async () => {
    draw({ ...models.ready, row: qwen15 }, exchange);
    await app.store.client
      .call('models', {})
      .then((offers) =>
        app.store.dispatch({ type: 'models', change: { type: 'offers-known', offers, filesBefore: {} } }),
      );
    await expect.element(page.getByText('Written by Qwen 3 4B')).toBeInTheDocument();
  });

  test('names none where its own is in use, or none is', async () => {
    draw(models.ready, exchange);
    await expect.element(page.getByText('In April.')).toBeVisible();
    await expect.element(page.getByText(/Written by/)).not.toBeInTheDocument();
    app.push({ type: 'model-changed', model: { state: 'none' } });
    await expect.element(chip()).toHaveTextContent('No model: search only');
    await expect.element(page.getByText(/Written by/)).not.toBeInTheDocument();
  });
});

describe('core memory too long for the window', () => {
  const blocks = [{ label: 'human', characters: 900, room: 720 }];
  const words = "Human is 900 characters long; 720 fit this model's window. Nothing is cut.";

  test('is said above where one writes, and leads to its editor or the models', async () => {
    draw({ state: 'none' }, exchange, { overlongBlocks: () => blocks });
    app.push({ type: 'model-changed', model: models.ready });
    await expect.element(page.getByText(words)).toBeVisible();
    await button('Edit human').click();
    expect(app.navigation.editBlock).toHaveBeenCalledExactlyOnceWith('human');
    await button('Models').click();
    expect(app.navigation.openModels).toHaveBeenCalledOnce();
    await button('Put aside').click();
    await expect.element(page.getByText(words)).not.toBeInTheDocument();
  });

  test('is said with the blocks, whose editor opens when asked for', async () => {
    app = createFakeApp({ overlongBlocks: () => blocks });
    const drawTab = (label: string | null) =>
      app.draw(<CoreTab map={data.map} edited={label === null ? null : { label }} />);
    drawTab(null);
    app.push({ type: 'model-changed', model: models.ready });
    await expect.element(page.getByText(words)).toBeVisible();
    drawTab('human');
    await expect.element(page.getByRole('textbox', { name: 'Text of human' })).toHaveFocus();
    await button('Cancel').click();
    drawTab('human');
    await expect.element(page.getByRole('textbox', { name: 'Text of human' })).toBeVisible();
  });
});

describe('the practice model', () => {
  const [first = '', second = ''] = practiceSuggestions;

  test('says what it is in an empty chat, and what can be said to it', async () => {
    draw(models.practising, [], { say: () => null });
    await expect.element(page.getByText('This is the practice model')).toBeVisible();
    for (const it of practiceSuggestions) await expect.element(button(it)).toBeVisible();
    await button(first).click();
    await vi.waitFor(() => expect(app.askedFor('say')).toEqual([{ conversationId: 'c1', text: first }]));
  });

  test('offers afterwards what was not said yet', async () => {
    draw(models.practising, [data.said('r1', first), data.replied('r1', 'Good to meet you.')]);
    await expect.element(page.getByText('This is the practice model')).toBeVisible();
    await expect.element(button(second)).toBeVisible();
    expect(button(first).elements()).toHaveLength(0);
  });

  test('alone has suggestions', async () => {
    draw(models.ready, exchange);
    await expect.element(page.getByText('In April.')).toBeVisible();
    expect(button(first).elements()).toHaveLength(0);
  });
});
