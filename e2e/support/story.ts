import { test as base, expect } from '@playwright/test';
import { ChatPage } from '../pages/chat-page.ts';
import { ModelHub, modelHosts } from './model-hub.ts';
import { type OutsideWorld, openOutsideWorld } from './outside-world.ts';
import { printDocuments } from './print-documents.ts';
import { startServer, type TestServer } from './server.ts';

interface StoryFixtures {
  /** The build that is served: `dist`, or `dist-e2e` with the scripted model. */
  build: 'dist' | 'dist-e2e';
  outsideWorld: OutsideWorld;
  /** Whether the story downloads a model: its hosts are then there. */
  downloads: boolean;
  /** The hosts of models, in a story that downloads. */
  hub: ModelHub;
  /** Serves `build`. A story may stop it. */
  server: TestServer;
  /** The app, opened. */
  chat: ChatPage;
  /** Ends the story with the proof that nothing was asked of another origin. */
  nothingLeaves: undefined;
}

interface SharedFixtures {
  /** Paths of our own five documents. */
  documents: readonly string[];
}

/** A test that tells a story of the app: it is served and opened, and nothing may leave this machine. */
export const story = base.extend<StoryFixtures, SharedFixtures>({
  build: ['dist', { option: true }],
  downloads: [false, { option: true }],
  // Those hosts' certificates are made up.
  ignoreHTTPSErrors: async ({ downloads }, use) => use(downloads),
  hub: async ({ outsideWorld }, use) => use(await ModelHub.open(outsideWorld)),
  // Pictures and copies of the page at each step would take as long as the steps do.
  trace: [
    { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: true },
    { scope: 'worker' },
  ],
  documents: [
    async ({ browser }, use) => use(await printDocuments(browser, 'test-results/documents')),
    { scope: 'worker' },
  ],
  outsideWorld: async ({ browserName: _ }, use) => {
    const world = await openOutsideWorld();
    await use(world);
    await world.close();
  },
  proxy: async ({ outsideWorld }, use) => use({ server: outsideWorld.address, bypass: 'localhost' }),
  server: async ({ build }, use) => {
    const server = await startServer({ dir: build });
    await use(server);
    await server.stop();
  },
  chat: async ({ page, server }, use) => {
    const chat = new ChatPage(page);
    await chat.open(server.url);
    await use(chat);
  },
  nothingLeaves: [
    async ({ context, server, outsideWorld, downloads }, use) => {
      const foreign = new Set<string>();
      context.on('request', (request) => {
        const isModel = downloads && modelHosts.includes(new URL(request.url()).host);
        if (!isModel && !isLocal(request.url(), server.url)) foreign.add(request.url());
      });
      await use(undefined);
      expect([...foreign, ...outsideWorld.asked], 'requests to other origins').toEqual([]);
    },
    { auto: true },
  ],
});

/** What the page makes itself (blob:, data:) counts by the origin that made it. */
function isLocal(url: string, own: string): boolean {
  return url.startsWith('data:') || new URL(url).origin === new URL(own).origin;
}
