import { expect, test } from 'vitest';
import { initialState, reduceApp } from './app-state.ts';
import * as data from './gallery-data.fixture.ts';
import type { UndoOffer } from './undo-offer.ts';

const [kept, gone] = [data.said('r1', 'Kept'), { ...data.said('r2', 'Gone'), abandoned: true as const }];
const view = {
  conversation: data.conversation({ id: 'c1', title: '' }),
  messages: [kept, gone],
  hasEarlier: false,
  windowMap: data.map,
  steps: [],
  partialReply: null,
  draft: '',
  versions: {},
};
const offered = (undo: UndoOffer['undo']) =>
  reduceApp({ ...initialState, view }, { type: 'offer', offer: { words: 'Done.', undo } });

test('what was deleted leaves the page with the offer to bring it back', () => {
  const { offer, view: shown } = offered({ type: 'version', conversationId: 'c1', id: gone.id });
  expect(offer?.words).toBe('Done.');
  expect(shown?.messages).toEqual([kept]);
});

test('nothing leaves the page for a note, nor for what was deleted in another chat', () => {
  expect(offered({ type: 'note', id: 'n1' }).view).toBe(view);
  expect(offered({ type: 'version', conversationId: 'c2', id: gone.id }).view).toBe(view);
});
