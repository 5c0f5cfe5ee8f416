import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Conversation } from '../kernel/conversation.ts';
import { BranchButton } from './branch-button.tsx';
import { ChatHeader } from './chat-header.tsx';
import { createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import './global.css';

let app: FakeApp;
afterEach(() => app.remove());

function draw(conversation: Conversation): void {
  const current = { ...snapshot.current, conversation };
  app = createFakeApp(
    {
      branchConversation: () => ({
        ...current,
        conversation: data.conversation({ id: 'c2', title: 'Branch: Lease' }),
      }),
    },
    { conversations: conversation.temporary ? [] : [conversation], current },
  );
  app.draw(
    <>
      <ChatHeader railOpen onRail={() => {}} memoryOpen={false} onMemory={() => {}} />
      <BranchButton messageId="m7" />
    </>,
  );
}

const heading = () => page.getByRole('heading', { level: 1 });
const item = (name: string) => page.getByRole('menuitem', { name, exact: true });

test('the title opens what can be done with the chat, and is changed where it stands', async () => {
  draw(data.conversation({ id: 'c1', title: 'Lease' }));
  await heading().getByRole('button', { name: 'Lease' }).click();
  await item('Rename').click();
  await expect.element(page.getByRole('textbox', { name: 'Title of the chat' })).toHaveFocus();
  await userEvent.keyboard('Garage{Enter}');
  await expect.poll(() => app.askedFor('changeConversation')).toEqual([{ id: 'c1', title: 'Garage' }]);
  await expect.element(heading().getByRole('button', { name: 'Lease' })).toHaveFocus();
});

test('a chat in which nothing was said has nothing to be done with', async () => {
  draw(data.conversation({ id: 'c1', title: '', headId: null }));
  await expect.element(heading()).toHaveTextContent('New chat');
  expect(heading().getByRole('button').elements()).toEqual([]);
});

test('a temporary chat says so, can be copied out, and neither named nor branched', async () => {
  draw(data.conversation({ id: 'c1', title: '', temporary: true }));
  await expect.element(heading()).toHaveTextContent('Temporary chat');
  await expect.element(page.getByText(/reads memory and writes none/)).toBeVisible();
  await heading().getByRole('button').click();
  await expect.element(item('Export as Markdown')).toBeVisible();
  expect(page.getByRole('menuitem').elements()).toHaveLength(2);
  expect(page.getByRole('button', { name: 'Branch from here' }).elements()).toEqual([]);
});

test('a branch is opened as it is made, and stands in the list', async () => {
  draw(data.conversation({ id: 'c1', title: 'Lease' }));
  await page.getByRole('button', { name: 'Branch from here' }).click();
  await expect
    .poll(() => app.askedFor('branchConversation'))
    .toEqual([{ conversationId: 'c1', messageId: 'm7' }]);
  await expect.element(heading()).toHaveTextContent('Branch: Lease');
  await vi.waitFor(() => expect(app.store.getState().conversations.map(({ id }) => id)).toContain('c1'));
  expect(app.store.getState().conversations.map(({ id }) => id)).toContain('c2');
});
