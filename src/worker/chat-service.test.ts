import { beforeEach, describe, expect, it, vi } from 'vitest';
import { call, createTestAgent, reply } from '../kernel/agent.fixture.ts';
import type { LanguageModel } from '../kernel/language-model.ts';
import { ScriptedModel } from '../kernel/scripted-model.fixture.ts';
import { sampleProposal } from '../storage/sample-rows.fixture.ts';
import type { AppPush } from './app-protocol.ts';
import { ChatService } from './chat-service.ts';
import { RunQueue } from './run-queue.ts';

/** The service over a real agent, stores and search; its delays end when told. */
async function createChats() {
  const world = await createTestAgent();
  const { agent, dependencies, stores, search } = world;
  let model: LanguageModel | null = null;
  const runs = new RunQueue(agent, () => model);
  const pushes: AppPush[] = [];
  const waiting: { readonly milliseconds: number; readonly end: () => void }[] = [];
  const create = () =>
    new ChatService({
      ...{ agentId: 'a', stores, search, agent, runs, model: () => model },
      clock: dependencies.clock,
      newId: dependencies.newId,
      wait: (milliseconds) => new Promise((end) => waiting.push({ milliseconds, end: () => end() })),
      textsAdded: () => {},
      push: (push) => pushes.push(push),
    });
  const chats = create();
  await chats.start();
  const runsEnded = () => world.traces.filter((trace) => trace.type === 'run-end').length;
  /** Resolves when what this began is answered. */
  const ended = async (begin: () => Promise<unknown>): Promise<void> => {
    const before = runsEnded();
    await begin();
    await vi.waitFor(() => expect(runsEnded()).toBe(before + 1));
  };
  return {
    ...world,
    ...{ chats, runs, pushes, waiting, create },
    use: (next: LanguageModel | null) => {
      model = next;
    },
    /** Says something in a chat and waits until it is answered. */
    async talk(conversationId: string, text: string): Promise<void> {
      await ended(() => runs.say(conversationId, text));
    },
    ended,
    async endWaiting(): Promise<void> {
      for (const { end } of waiting.splice(0)) end();
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async listed(): Promise<string[]> {
      return (await stores.workspace.conversations()).map(({ id }) => id);
    },
    async found(text: string): Promise<string[]> {
      const { hits } = await search.recall({ text, page: 1, pageSize: 20 });
      return hits.map(({ message }) => message.conversationId);
    },
  };
}

let world: Awaited<ReturnType<typeof createChats>>;
beforeEach(async () => {
  world = await createChats();
});

const conversation = async (id: string) => {
  const it = await world.stores.memory.conversation(id);
  if (!it) throw new Error(`There is no chat ${id}.`);
  return it;
};

describe('names and marks', () => {
  it('keeps a name given by hand, and makes one from the first words again', async () => {
    await world.chats.changeConversation({ id: 'c', title: '  Mine  ' });
    await world.talk('c', 'Where is\n the lease?');
    expect((await conversation('c')).title).toBe('Mine');
    await world.chats.changeConversation({ id: 'c', title: ' ' });
    expect((await conversation('c')).title).toBe('Where is the lease?');
  });

  it('changes nothing else, and no chat of the same moment', async () => {
    await world.talk('c', 'Hello');
    const before = await conversation('c');
    await world.chats.changeConversation({ id: 'c', pinned: true });
    await world.chats.changeConversation({ id: 'c', archived: true });
    expect(await conversation('c')).toEqual({ ...before, pinned: true, archived: true });
  });

  it('stands through an answer that is under way', async () => {
    const model = new ScriptedModel({ script: [reply('One.'), reply('Two.')] });
    world.use(model);
    await world.talk('c', 'First');
    await world.chats.changeConversation({ id: 'c', title: 'Renamed' });
    await world.talk('c', 'Second');
    expect((await conversation('c')).title).toBe('Renamed');
    expect((await world.path()).map((it) => it.text)).toContain('Two.');
  });

  it('opens no archived chat at the next start, and reuses none that is empty', async () => {
    await world.chats.changeConversation({ id: 'c', archived: true });
    const next = world.create();
    expect((await next.start()).id).not.toBe('c');
  });
});

describe('a chat read by pages', () => {
  it('comes whole from its newest message to its first, each once, with the versions of each', async () => {
    for (const text of ['One', 'Two', 'Three']) await world.talk('c', text);
    const [first] = (await world.chats.openConversation({ id: 'c' })).messages;
    await world.ended(() => world.runs.sayAgain('c', first?.id ?? '', 'One again'));
    await world.talk('c', 'Two again');
    const { messages: all, versions } = await world.chats.openConversation({ id: 'c' });
    expect(Object.values(versions)).toEqual([[first?.id, all[0]?.id]]);

    const view = await world.chats.openConversation({ id: 'c', limit: 1 });
    expect(view).toMatchObject({ hasEarlier: true, versions: {} });
    let read = [...view.messages];
    const pages: unknown[] = [];
    for (let more = true; more; ) {
      const beforeId = read[0]?.id ?? '';
      const earlier = await world.chats.earlierMessages({ conversationId: 'c', beforeId, limit: 2 });
      pages.push([earlier.messages.length, earlier.versions]);
      read = [...earlier.messages, ...read];
      more = earlier.hasEarlier;
    }
    expect(read).toEqual(all);
    expect(pages).toEqual([
      [2, {}],
      [1, versions],
    ]);
  });

  it('says so when the message is not in the chat, and has nothing before its first', async () => {
    await world.talk('c', 'One');
    const [first] = (await world.chats.openConversation({ id: 'c' })).messages;
    const ask = (conversationId: string, beforeId = '') =>
      world.chats.earlierMessages({ conversationId, beforeId, limit: 9 });
    expect(await ask('c', first?.id)).toEqual({ messages: [], hasEarlier: false, versions: {} });
    await expect(ask('c', 'gone')).rejects.toThrow('not part of the chat');
    await expect(ask('other', first?.id)).rejects.toThrow('not part of the chat');
  });
});

describe('deletion', () => {
  it('hides at once, removes later, and touches nothing else', async () => {
    const other = (await world.chats.newConversation({})).conversation.id;
    expect(other).toBe('c');
    await world.talk('c', 'The lantern is in the cellar.');
    const second = (await world.chats.newConversation({})).conversation.id;
    await world.talk(second, 'The lantern is red.');
    await world.chats.deleteConversation({ id: 'c' });

    expect(await world.listed()).toEqual([second]);
    expect(await world.found('lantern')).toEqual([second]);
    expect(world.traces.at(-1)).toMatchObject({
      type: 'conversation-changed',
      conversation: { id: 'c', deletedAt: expect.any(Number) },
    });
    await expect(world.chats.openConversation({ id: 'c' })).rejects.toThrow('no longer exists');
    expect(await world.stores.memory.conversation('c')).not.toBeNull();

    expect(world.waiting.map(({ milliseconds }) => milliseconds)).toEqual([12_000]);
    await world.endWaiting();
    expect(await world.stores.memory.conversation('c')).toBeNull();
    expect(await world.stores.workspace.messagesOf('c')).toEqual([]);
    expect(await world.found('lantern')).toEqual([second]);
  });

  it('takes along the changes of memory that wait because of it, and says so when they are gone', async () => {
    const { memory } = world.stores;
    const waiting = ['c', 'other'].map((id) =>
      sampleProposal(`of ${id}`, { agentId: 'a', conversationId: id }),
    );
    await memory.commit({ proposals: waiting });
    await world.chats.deleteConversation({ id: 'c' });
    expect(await memory.proposals('a')).toHaveLength(2);
    await world.endWaiting();
    expect((await memory.proposals('a')).map(({ id }) => id)).toEqual(['of other']);
    const settled = world.pushes.filter(({ type }) => type === 'proposal-settled');
    expect(settled).toEqual([{ type: 'proposal-settled', id: 'of c' }]);
  });

  it('is taken back whole', async () => {
    await world.talk('c', 'The lantern is in the cellar.');
    const before = await conversation('c');
    await world.chats.deleteConversation({ id: 'c' });
    await world.chats.restoreConversation({ id: 'c' });
    await world.endWaiting();
    expect(await conversation('c')).toEqual({ ...before, deletedAt: null });
    expect(await world.listed()).toEqual(['c']);
    expect(await world.found('lantern')).toEqual(['c']);
    await world.chats.deleteConversation({ id: 'c' });
    await world.endWaiting();
    await expect(world.chats.restoreConversation({ id: 'c' })).rejects.toThrow('for good');
  });

  it('an earlier delay does not remove what was brought back and deleted once more', async () => {
    await world.chats.deleteConversation({ id: 'c' });
    const [first] = world.waiting.splice(0);
    await world.chats.restoreConversation({ id: 'c' });
    await world.chats.deleteConversation({ id: 'c' });
    first?.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await world.stores.memory.conversation('c')).not.toBeNull();
  });

  it('still happens when the page was left before', async () => {
    await world.talk('c', 'The lantern is in the cellar.');
    await world.chats.deleteConversation({ id: 'c' });
    const next = world.create();
    expect((await next.start()).id).not.toBe('c');
    expect(await world.stores.memory.conversation('c')).toBeNull();
    expect(await world.stores.workspace.messagesOf('c')).toEqual([]);
  });

  it('leaves the run of another chat alone', async () => {
    const second = (await world.chats.newConversation({ temporary: true })).conversation.id;
    const model = new ScriptedModel({ script: [reply('One.'), reply('Two.')] });
    world.use(model);
    await world.talk('c', 'First');
    await world.ended(async () => {
      await world.runs.say('c', 'Second');
      await world.chats.openConversation({ id: 'c' });
    });
    await world.endWaiting();
    expect(await world.stores.memory.conversation(second)).toBeNull();
    expect((await world.path()).map((it) => it.text)).toEqual(['First', 'One.', 'Second', 'Two.']);
  });
});

describe('a branch', () => {
  it('begins as the chat did, goes its own way, and is found once', async () => {
    const model = new ScriptedModel({
      script: [reply('Noted, a lantern.'), reply('Yes.'), reply('Otherwise.')],
    });
    world.use(model);
    await world.talk('c', 'I bought a lantern.');
    await world.talk('c', 'Is it red?');
    const [, answer] = await world.path();
    const messageId = answer?.id ?? '';
    const view = await world.chats.branchConversation({ conversationId: 'c', messageId });
    const { id } = view.conversation;
    expect(view.messages.map((it) => it.text)).toEqual(['I bought a lantern.', 'Noted, a lantern.']);
    expect(world.chats.currentId).toBe(id);
    expect(await world.found('lantern')).toEqual(['c', 'c']);

    await world.talk(id, 'Is it blue?');
    expect(JSON.stringify(model.prompts.at(-1))).toContain('Noted, a lantern.');
    expect(JSON.stringify(model.prompts.at(-1))).not.toContain('From recall');
    expect((await world.path()).map((it) => it.text)).not.toContain('Is it blue?');
    await expect(
      world.chats.branchConversation({ conversationId: 'c', messageId: 'elsewhere' }),
    ).rejects.toThrow('No branch was made');
  });

  it('keeps what it began with, and takes its place in search, when the chat goes', async () => {
    await world.talk('c', 'I bought a lantern.');
    const [said] = await world.path();
    const messageId = said?.id ?? '';
    const first = await world.chats.branchConversation({ conversationId: 'c', messageId });
    const again = await world.chats.branchConversation({ conversationId: 'c', messageId });
    await world.chats.deleteConversation({ id: 'c' });
    await world.endWaiting();
    expect(await world.found('lantern')).toEqual([first.conversation.id]);
    const { messages } = await world.chats.readConversation({ id: again.conversation.id });
    expect(messages.map((it) => it.text)).toEqual(['I bought a lantern.']);
  });

  it('said again takes back nothing that the chat it came from wrote', async () => {
    world.use(
      new ScriptedModel({
        script: [
          call('core_memory_append', { label: 'human', content: 'Owns a lantern.' }),
          reply('Noted.'),
          reply('Once more.'),
        ],
      }),
    );
    await world.talk('c', 'I own a lantern.');
    const head = (await world.path()).at(-1)?.id ?? '';
    const view = await world.chats.branchConversation({ conversationId: 'c', messageId: head });
    const copy = view.messages.at(-1)?.id ?? '';
    await world.ended(() => world.runs.sayAgain(view.conversation.id, copy));
    expect(await world.block('human')).toContain('Owns a lantern.');
  });
});

describe('a temporary chat', () => {
  it('reads memory, is offered nothing that writes, and is found nowhere', async () => {
    await world.talk('c', 'The lantern is in the cellar.');
    const { conversation: opened } = await world.chats.newConversation({ temporary: true });
    const model = new ScriptedModel({
      script: [
        call('core_memory_append', { label: 'human', content: 'Likes secrets.' }),
        call('conversation_search', { query: 'lantern', page: 1 }),
        reply('It is in the cellar.'),
      ],
    });
    world.use(model);
    await world.talk(opened.id, 'Where is the lantern, secretly?');
    const [prompt] = model.prompts;
    expect(JSON.stringify(prompt)).toContain('This chat is temporary');
    expect(JSON.stringify(model.prompts[1])).toContain("core_memory_append can't be called now");
    expect(JSON.stringify(model.prompts.at(-1))).toContain('in the cellar');
    expect(await world.block('human')).toBe('');
    expect(await world.found('secretly')).toEqual([]);
    expect(await world.found('lantern')).toEqual(['c']);
    expect(await world.listed()).toEqual(['c']);
  });

  it('goes for good when another chat is opened, and at the next start', async () => {
    const { conversation: opened } = await world.chats.newConversation({ temporary: true });
    await world.talk(opened.id, 'A secret.');
    await world.chats.openConversation({ id: opened.id });
    expect(await world.stores.memory.conversation(opened.id)).not.toBeNull();
    await world.chats.openConversation({ id: 'c' });
    await world.endWaiting();
    expect(await world.stores.memory.conversation(opened.id)).toBeNull();
    expect(await world.stores.workspace.messagesOf(opened.id)).toEqual([]);

    const { conversation: left } = await world.chats.newConversation({ temporary: true });
    await world.create().start();
    expect(await world.stores.memory.conversation(left.id)).toBeNull();
  });

  it('is never what an ordinary new chat takes up', async () => {
    const temporary = await world.chats.newConversation({ temporary: true });
    expect(temporary.conversation).toMatchObject({ temporary: true });
    expect((await world.chats.newConversation({})).conversation.id).toBe('c');
    expect((await world.chats.newConversation({})).conversation.id).toBe('c');
  });
});

describe('messages', () => {
  const spoken = async () =>
    (await world.path()).filter(({ text }) => text !== '').map(({ id, text }) => [id, text] as const);

  it('leaves an exchange out of the chat, and brings it back by its version', async () => {
    world.use(new ScriptedModel({ fallback: reply('Yes.') }));
    await world.talk('c', 'Is the garage mine?');
    await world.talk('c', 'And the cellar?');
    const [first] = await spoken();
    const messageId = first?.[0] ?? '';
    const { versionId } = await world.chats.deleteExchange({ conversationId: 'c', messageId });
    expect((await spoken()).map(([, text]) => text)).toEqual(['And the cellar?', 'Yes.']);
    const view = await world.chats.switchVersion({ conversationId: 'c', messageId: versionId });
    expect(view.messages.map(({ text }) => text)).toContain('Is the garage mine?');
    expect(view.versions[messageId]).toHaveLength(2);
    const gone = { conversationId: 'c', messageId: 'unknown' };
    await expect(world.chats.deleteExchange(gone)).rejects.toThrow('Nothing was changed');
    await expect(world.chats.leaveOut({ ...gone, leftOut: true })).rejects.toThrow('Nothing was changed');
  });

  it('goes on with a reply only where one was interrupted and a model is there', async () => {
    await expect(world.chats.goOn({ conversationId: 'c' })).rejects.toThrow('No model');
    world.use(new ScriptedModel({ fallback: reply('Yes.') }));
    await world.talk('c', 'Is the garage mine?');
    await expect(world.chats.goOn({ conversationId: 'c' })).rejects.toThrow('nothing to go on with');
  });
});
