import { describe, expect, test } from 'vitest';
import type { AppPush, ConversationView, Snapshot } from '../worker/app-protocol.ts';
import { type AppAction, type AppState, initialState, reduceApp } from './app-state.ts';
import * as data from './gallery-data.fixture.ts';

const view: ConversationView = {
  conversation: data.conversation({ id: 'c1', title: 'Lease' }),
  messages: [],
  hasEarlier: false,
  windowMap: data.map,
  steps: [],
  partialReply: null,
  draft: '',
  versions: {},
};
const snapshot: Snapshot = {
  agentName: 'Pagefile',
  settings: { heartbeatMinutes: null, readahead: true },
  blocks: data.blocks,
  proposals: [],
  conversations: [view.conversation],
  current: view,
  documents: [data.lease],
  model: { state: 'none' },
  embedder: { state: 'asleep' },
  embeddingChange: null,
  intake: { paused: false, offers: [] },
  storage: initialState.storage,
};
const started = reduceApp(initialState, { type: 'started', snapshot });
const run = { runId: 'r1', conversationId: 'c1' };

function pushed(state: AppState, ...pushes: readonly AppPush[]): AppState {
  return pushes.reduce((before, push) => reduceApp(before, { type: 'pushed', push }), state);
}

function act(state: AppState, ...actions: readonly AppAction[]): AppState {
  return actions.reduce(reduceApp, state);
}

describe('a run', () => {
  const writing = pushed(
    started,
    { type: 'run-start', ...run },
    { type: 'phase', ...run, phase: { name: 'reading', tokens: 1204 } },
    { type: 'reply-delta', ...run, text: 'Two ' },
    { type: 'reply-delta', ...run, text: 'months' },
  );

  test('gathers phase and words, and says that it writes', () => {
    expect(writing.runs.c1).toEqual({
      runId: 'r1',
      phase: { name: 'reading', tokens: 1204 },
      text: 'Two months',
      tidies: false,
    });
    expect(writing.announcement).toBe('Writing');
  });

  test('gives its words up to the message that holds them', () => {
    const done = pushed(
      writing,
      { type: 'message-added', message: data.replied('r1', 'Two months') },
      { type: 'run-end', ...run, outcome: { type: 'answered' } },
    );
    expect(done.runs).toEqual({});
    expect(done.view?.messages).toHaveLength(1);
    expect(done.view?.partialReply).toBeNull();
    expect(done.announcement).toBe('Answer ready');
  });

  test('that ends without a message leaves its words on the page', () => {
    const failed = pushed(writing, {
      type: 'run-end',
      ...run,
      outcome: { type: 'failed', message: 'Lost.' },
    });
    expect(failed.view?.partialReply?.text).toBe('Two months');
    expect(failed.endings.c1).toEqual({ type: 'failed', message: 'Lost.' });
  });

  test('clears how the one before it ended', () => {
    const failed = pushed(writing, {
      type: 'run-end',
      ...run,
      outcome: { type: 'failed', message: 'Lost.' },
    });
    expect(pushed(failed, { type: 'run-start', ...run, runId: 'r2' }).endings).toEqual({});
  });

  test('in another chat changes nothing here but that it is under way', () => {
    const other = { runId: 'r9', conversationId: 'c2' };
    const state = pushed(
      started,
      { type: 'run-start', ...other },
      { type: 'reply-delta', ...other, text: 'Elsewhere' },
      { type: 'message-added', message: { ...data.replied('r9', 'Elsewhere'), conversationId: 'c2' } },
    );
    expect(state.view).toEqual(started.view);
    expect(state.announcement).toBe('');
    expect(Object.keys(state.runs)).toEqual(['c2']);
  });
});

test('a message that comes twice stands once', () => {
  const message = data.said(null, 'Hello');
  const state = pushed(started, { type: 'message-added', message }, { type: 'message-added', message });
  expect(state.view?.messages).toEqual([message]);
});

test('a memory turn is known as such in all its phases', () => {
  const state = pushed(
    started,
    { type: 'run-start', ...run },
    { type: 'phase', ...run, phase: { name: 'remembering' } },
    { type: 'phase', ...run, phase: { name: 'reading', tokens: 12 } },
  );
  expect(state.runs.c1).toMatchObject({ tidies: true, phase: { name: 'reading' } });
});

test('a partial reply is superseded by the whole one of its run', () => {
  const partialReply = { conversationId: 'c1', runId: 'r1', text: 'Two', at: 1 };
  const messages = [data.said('r1', 'How long?')];
  const state = act(started, { type: 'view-opened', view: { ...view, messages, partialReply } });
  expect(
    pushed(state, { type: 'message-added', message: data.replied('r0', 'Other') }).view?.partialReply,
  ).toEqual(partialReply);
  expect(
    pushed(state, { type: 'message-added', message: data.replied('r1', 'Two months') }).view?.partialReply,
  ).toBeNull();
});

describe('chats', () => {
  test('the newest stands first, also when an old one is used again', () => {
    const [old, recent] = [
      data.conversation({ id: 'c2', title: 'Old', updatedAt: 1 }),
      data.conversation({ id: 'c3', title: 'New', updatedAt: 2 }),
    ];
    const state = { ...started, conversations: [recent, old] };
    const used = pushed(state, { type: 'conversation-changed', conversation: { ...old, updatedAt: 3 } });
    expect(used.conversations.map((it) => it.id)).toEqual(['c2', 'c3']);
  });

  test('the title of the open one changes with it', () => {
    const conversation = { ...view.conversation, title: 'Deposit' };
    expect(pushed(started, { type: 'conversation-changed', conversation }).view?.conversation.title).toBe(
      'Deposit',
    );
  });

  test('steps stand newest first, however they come', () => {
    const steps = [
      data.step({ id: 's1', runId: 'r', startedAt: 1 }),
      data.step({ id: 's2', runId: 'r', startedAt: 2 }),
    ];
    const state = act(started, { type: 'view-opened', view: { ...view, steps } });
    const more = pushed(state, { type: 'step-end', step: data.step({ id: 's3', runId: 'r', startedAt: 3 }) });
    expect(more.view?.steps.map((it) => it.id)).toEqual(['s3', 's2', 's1']);
  });
});

describe('saying again', () => {
  const earlier = [data.said('r1', 'Hello'), data.replied('r1', 'Good day')];
  const asked = data.said('r2', 'When?');
  const answer = data.replied('r2', 'In April.');
  const state = act(started, {
    type: 'view-opened',
    view: { ...view, messages: [...earlier, asked, answer] },
  });
  const left = (message: typeof asked): AppPush => ({
    type: 'message-changed',
    message: { ...message, abandoned: true },
  });
  const branch = (undone: Partial<Extract<AppPush, { type: 'branch' }>['undone']>): AppPush => ({
    type: 'branch',
    conversationId: 'c1',
    undone: { blocks: [], notes: 0, kept: [], ...undone },
  });
  const branched = pushed(state, left(asked), left(answer), branch({}));
  const again = { ...data.said('r3', 'When?'), parentId: asked.parentId };
  const idsOf = ({ view: shown }: AppState) => shown?.messages.map((it) => it.id);
  const ids = (messages: readonly (typeof asked)[]) => messages.map((it) => it.id);

  test('keeps the question in sight until its new version takes its place', () => {
    expect(idsOf(branched)).toEqual(ids([...earlier, asked]));
    const said = pushed(branched, { type: 'message-added', message: again });
    expect(idsOf(said)).toEqual(ids([...earlier, again]));
    expect(said.view?.versions[again.id]).toEqual([asked.id, again.id]);
  });

  test('counts on from the versions there were', () => {
    const versions = { [asked.id]: ['m-first', asked.id] };
    const third = pushed(
      act(state, { type: 'view-opened', view: { ...view, messages: [...earlier, asked], versions } }),
      left(asked),
      branch({}),
      { type: 'message-added', message: again },
    );
    expect(third.view?.versions[again.id]).toEqual(['m-first', asked.id, again.id]);
  });

  test('loses nothing to a view that was read before the new version was stored', () => {
    const reread = { type: 'view-opened', view: { ...view, messages: earlier } } as const;
    expect(idsOf(act(branched, reread))).toEqual(ids([...earlier, asked]));
    const said = pushed(branched, { type: 'message-added', message: again });
    const after = act(said, reread);
    expect(idsOf(after)).toEqual(ids([...earlier, again]));
    expect(after.view?.versions[again.id]).toEqual([asked.id, again.id]);
  });

  test('begins a chat anew from its first message', () => {
    const first = { ...data.said('r1', 'Hello'), parentId: null };
    const anew = { ...data.said('r2', 'Good day'), parentId: null };
    const said = pushed(
      act(started, { type: 'view-opened', view: { ...view, messages: [first] } }),
      left(first),
      { type: 'message-added', message: anew },
    );
    expect(idsOf(said)).toEqual([anew.id]);
  });

  test('takes a reply that was cut off along with its question', () => {
    const partialReply = { conversationId: 'c1', runId: 'r2', text: 'In', at: 1 };
    const cut = { ...view, messages: [...earlier, asked], partialReply };
    const before = act(started, { type: 'view-opened', view: cut });
    expect(before.view?.partialReply).toEqual(partialReply);
    expect(pushed(before, left(asked), branch({})).view?.partialReply).toBeNull();
  });

  test('says what memory went, and only the latest of it', () => {
    const words = (it: AppState) => it.notices.map(({ message }) => message);
    expect(words(branched)).toEqual([]);
    const undone = pushed(branched, branch({ blocks: ['human'], notes: 1 }));
    expect(words(undone)).toEqual([
      'Core memory (human) and 1 note were taken back with the answer they belonged to.',
    ]);
    expect(words(pushed(undone, branch({ kept: ['human'] })))).toEqual([
      'human was changed since and was left as it is.',
    ]);
  });

  test('another chat says nothing here', () => {
    const elsewhere = { ...branch({ notes: 1 }), conversationId: 'c2' } as AppPush;
    expect(pushed(state, elsewhere)).toBe(state);
  });

  test('a message that returns is itself again', () => {
    const back = pushed(branched, { type: 'message-changed', message: asked });
    expect(back.view?.messages.at(-1)).toEqual(asked);
  });
});

describe('earlier messages of a chat', () => {
  const [first, second, third] = [data.said('r1', 'One'), data.said('r2', 'Two'), data.said('r3', 'Three')];
  const shown = act(started, {
    type: 'view-opened',
    view: { ...view, messages: [second, third], hasEarlier: true, versions: { [third.id]: ['x', third.id] } },
  });
  const earlier = { messages: [first], hasEarlier: false, versions: { [first.id]: [first.id, 'y'] } };
  const read = { type: 'earlier-read', conversationId: 'c1', beforeId: second.id, earlier } as const;

  test('stand before those that are there, with their versions', () => {
    expect(act(shown, read).view).toMatchObject({
      messages: [first, second, third],
      hasEarlier: false,
      versions: { [first.id]: [first.id, 'y'], [third.id]: ['x', third.id] },
    });
  });

  test('that come twice, or for a chat or a path that was left, change nothing', () => {
    const once = act(shown, read);
    expect(act(once, read)).toEqual(once);
    expect(act(shown, { ...read, conversationId: 'c2' })).toBe(shown);
    expect(act(shown, { ...read, beforeId: 'replaced' }).view).toEqual(shown.view);
  });
});

test('a reply under way is no reply kept in part when its chat is opened again', () => {
  const partialReply = { conversationId: 'c1', runId: 'r1', text: 'Two', at: 1 };
  const messages = [data.said('r1', 'How long?')];
  const running = pushed(started, { type: 'run-start', ...run });
  const opened = act(running, { type: 'view-opened', view: { ...view, messages, partialReply } });
  expect(opened.view?.partialReply).toBeNull();
});

describe('the worker is gone', () => {
  const lost: AppAction = { type: 'worker-lost', message: 'It stopped.' };

  test('before the app is ready: nothing else can be shown', () => {
    expect(act(initialState, lost).stage).toEqual({ name: 'failed', message: 'It stopped.' });
  });

  test('after that: what is on the page stays, words under way included', () => {
    const writing = pushed(
      started,
      { type: 'run-start', ...run },
      { type: 'reply-delta', ...run, text: 'Two months' },
    );
    const after = act(writing, lost);
    expect(after).toMatchObject({ stage: { name: 'ready' }, lost: 'It stopped.', runs: {} });
    expect(after.view?.partialReply?.text).toBe('Two months');
  });

  test('a page that is outdated says that instead', () => {
    expect(act(pushed(started, { type: 'outdated' }), lost).stage.name).toBe('outdated');
  });
});

test('settings come with the snapshot and change at once', () => {
  const settings = { heartbeatMinutes: 15, readahead: false };
  expect(started.settings).toEqual(snapshot.settings);
  expect(act(started, { type: 'settings-changed', settings }).settings).toEqual(settings);
});

test('what a newer worker says changes nothing', () => {
  const push = { type: 'weather-changed', rain: true } as unknown as AppPush;
  expect(pushed(started, push)).toBe(started);
});

describe('documents coming in', () => {
  const reading = data.document({ name: 'new.pdf', state: 'reading' });

  test('go from handed over to read to ready', () => {
    const handed = act(started, { type: 'files-handed', names: ['new.pdf', 'other.pdf'] });
    expect(handed.handed).toEqual(['new.pdf', 'other.pdf']);
    const seen = pushed(
      handed,
      { type: 'document-changed', document: reading },
      { type: 'document-progress', id: 'new.pdf', page: 3, pages: 48 },
    );
    expect(seen.handed).toEqual(['other.pdf']);
    expect(seen.arrivals).toEqual(['new.pdf']);
    expect(seen.reading['new.pdf']).toEqual({ page: 3, pages: 48 });
    const ready = pushed(seen, { type: 'document-changed', document: { ...reading, state: 'ready' } });
    expect(ready.reading).toEqual({});
    expect(ready.arrivals).toEqual(['new.pdf']);
    expect(ready.documents[0]?.state).toBe('ready');
  });

  test('are put aside by talking on once they are ready, not before', () => {
    const coming = pushed(started, { type: 'document-changed', document: reading });
    const talking: AppPush = { type: 'message-added', message: data.said(null, 'And now?') };
    expect(pushed(coming, talking).arrivals).toEqual(['new.pdf']);
    const ready = pushed(coming, { type: 'document-changed', document: { ...reading, state: 'ready' } });
    expect(pushed(ready, talking).arrivals).toEqual([]);
  });

  test('embedding that goes on does not bring a dismissed one back', () => {
    const searchable = { ...reading, state: 'searchable', embedded: 1 } as const;
    const dismissed = act(pushed(started, { type: 'document-changed', document: searchable }), {
      type: 'arrival-dismissed',
      id: 'new.pdf',
    });
    const on = pushed(dismissed, { type: 'document-changed', document: { ...searchable, embedded: 2 } });
    expect(on.arrivals).toEqual([]);
  });

  test('a refused file is named with its reason until dismissed', () => {
    const state = pushed(act(started, { type: 'files-handed', names: ['photo.heic'] }), {
      type: 'file-refused',
      name: 'photo.heic',
      message: 'No.',
    });
    expect(state.handed).toEqual([]);
    const [refused] = state.refused;
    expect(refused).toMatchObject({ name: 'photo.heic', message: 'No.' });
    expect(act(state, { type: 'notice-dismissed', key: refused?.key ?? 0 }).refused).toEqual([]);
  });

  test('a removed document leaves every list', () => {
    const state = pushed(
      started,
      { type: 'document-changed', document: reading },
      { type: 'document-removed', id: 'new.pdf' },
    );
    expect(state).toMatchObject({ arrivals: [], reading: {}, documents: [data.lease] });
  });
});

test('the same notice is not shown twice', () => {
  const push: AppPush = { type: 'notice', message: 'Words alone are compared.' };
  expect(pushed(started, push, push).notices).toHaveLength(1);
});

test('waiting for another tab, taking over, and being outdated', () => {
  expect(pushed(initialState, { type: 'waiting-for-tab' }).stage.name).toBe('waiting-for-tab');
  expect(started.stage.name).toBe('ready');
  expect(pushed(started, { type: 'outdated' }).stage.name).toBe('outdated');
  expect(act(initialState, { type: 'failed', message: 'No.' }).stage).toEqual({
    name: 'failed',
    message: 'No.',
  });
});
