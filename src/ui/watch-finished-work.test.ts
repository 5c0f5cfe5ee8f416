import { expect, test, vi } from 'vitest';
import type { AppPush } from '../worker/app-protocol.ts';
import * as data from './gallery-data.fixture.ts';
import { watchFinishedWork } from './watch-finished-work.ts';

function setUp() {
  let push: (it: AppPush) => void = () => {};
  const target = new EventTarget();
  const page = {
    title: 'Pagefile',
    visibilityState: 'hidden' as DocumentVisibilityState,
    addEventListener: target.addEventListener.bind(target),
  };
  const badge = { setAppBadge: vi.fn(async () => {}), clearAppBadge: vi.fn(async () => {}) };
  const client = {
    subscribe(listener: (it: AppPush) => void) {
      push = listener;
      return () => {};
    },
  };
  watchFinishedWork(client, page, badge);
  const show = (state: DocumentVisibilityState) => {
    page.visibilityState = state;
    target.dispatchEvent(new Event('visibilitychange'));
  };
  return { page, badge, show, push: (it: AppPush) => push(it) };
}

const document = (state: 'reading' | 'searchable' | 'ready' | 'failed'): AppPush => ({
  type: 'document-changed',
  document: { ...data.lease, id: 'd1', state },
});
const answered: AppPush = { type: 'message-added', message: data.replied('r1', 'Yes.') };
const asked: AppPush = { type: 'message-added', message: data.said(null, 'Is it?') };

test('answers and documents that come while nobody looks are counted until somebody does', () => {
  const { page, badge, show, push } = setUp();
  for (const it of [asked, answered, document('reading'), document('searchable')]) push(it);
  expect(page.title).toBe('(1) Pagefile');
  push(document('ready'));
  expect(page.title).toBe('(2) Pagefile');
  expect(badge.setAppBadge).toHaveBeenLastCalledWith(2);
  show('visible');
  expect(page.title).toBe('Pagefile');
  expect(badge.clearAppBadge).toHaveBeenCalledOnce();
});

test('what is seen as it comes is not counted', () => {
  const { page, badge, show, push } = setUp();
  show('visible');
  for (const it of [answered, document('reading'), document('ready')]) push(it);
  show('hidden');
  expect(page.title).toBe('Pagefile');
  expect(badge.setAppBadge).not.toHaveBeenCalled();
});

test('a document that was ready before, or failed, is no finished work', () => {
  const { page, push } = setUp();
  push(document('ready'));
  push(document('reading'));
  push(document('failed'));
  expect(page.title).toBe('Pagefile');
});
