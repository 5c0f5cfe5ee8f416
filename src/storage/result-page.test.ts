import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resultPage } from './result-page.ts';

it('gives one empty page of nothing', () => {
  expect(resultPage([], 4, 10)).toEqual({ items: [], page: 1, pages: 1, total: 0 });
});

it('cuts any list into pages that add up to it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (list, size) => {
      const { pages } = resultPage(list, 1, size);
      const cut = Array.from({ length: pages }, (_, index) => resultPage(list, index + 1, size));
      expect(cut.flatMap(({ items }) => items)).toEqual(list);
      for (const page of cut) expect(page).toMatchObject({ pages, total: list.length });
    }),
  );
});

it('answers with a page that is there, whatever is asked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat()),
      fc.double({ noNaN: true }),
      fc.integer({ max: 20 }),
      (list, page, size) => {
        const result = resultPage(list, page, size);
        expect(result.page).toBeGreaterThanOrEqual(1);
        expect(result.page).toBeLessThanOrEqual(result.pages);
        if (list.length > 0) expect(result.items.length).toBeGreaterThan(0);
      },
    ),
  );
});
