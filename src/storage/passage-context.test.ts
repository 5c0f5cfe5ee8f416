import { expect, it } from 'vitest';
import { passageContext } from './passage-context.ts';

it('is the text alone where there are no headings', () => {
  expect(passageContext({ text: 'Text.', headingPath: [] })).toBe('Text.');
});

it('puts the headings on a line of their own', () => {
  expect(passageContext({ text: 'Text.', headingPath: ['One', 'Two'] })).toBe('One › Two\nText.');
});

it('leaves out the outer headings when there is too much of them', () => {
  const long = 'h'.repeat(110);
  expect(passageContext({ text: 'Text.', headingPath: ['outermost', long, 'near'] })).toBe(
    `${long} › near\nText.`,
  );
  expect(passageContext({ text: 'Text.', headingPath: ['h'.repeat(200)] })).toBe('Text.');
});

it('does not repeat a heading that stands in the text', () => {
  expect(passageContext({ text: 'Two\n\nText.', headingPath: ['One', 'Two'] })).toBe('One\nTwo\n\nText.');
});
