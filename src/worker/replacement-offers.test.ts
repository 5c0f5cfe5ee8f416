import { expect, it } from 'vitest';
import { parseReplacementOffers, ReplacementOffers } from './replacement-offers.ts';

function stored() {
  const values = new Map<string, string>();
  return {
    values,
    setting: async (name: string) => values.get(name) ?? null,
    saveSetting: async (name: string, value: string) => void values.set(name, value),
  };
}

it('offers outlive a reload, with their answer', async () => {
  const settings = stored();
  let told = 0;
  const offers = new ReplacementOffers(settings, () => told++);
  await Promise.all([
    offers.put({ id: 'b', earlierId: 'a', replaces: false }),
    offers.put({ id: 'd', earlierId: 'c', replaces: false }),
  ]);
  await offers.put({ id: 'b', earlierId: 'a', replaces: true });
  expect(told).toBe(3);
  const again = new ReplacementOffers(settings, () => {});
  await again.load();
  expect(again.of('b')).toEqual({ id: 'b', earlierId: 'a', replaces: true });
  expect(again.all).toHaveLength(2);
});

it('a document that went takes the offers along that name it, an answered one only its own', async () => {
  const offers = new ReplacementOffers(stored(), () => {});
  const chain = [
    { id: 'b', earlierId: 'a', replaces: false },
    { id: 'c', earlierId: 'b', replaces: false },
  ];
  for (const offer of chain) await offers.put(offer);
  await offers.forget('b', true);
  expect(offers.all.map(({ id }) => id)).toEqual(['c']);
  await offers.forget('b');
  expect(offers.all).toEqual([]);
});

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['no list', '{"id": "a"}'],
  ['no offers', '[null, 1, {"id": 1, "earlierId": "a"}, {"id": "a"}]'],
])('%s in the store is no offer', (_, json) => {
  expect(parseReplacementOffers(json)).toEqual([]);
});
