/**
 * A kind of passing fact, which is not saved: recall holds it. `#` stands for the thing, `*` for the value.
 */
export interface RecallKind {
  readonly things: readonly string[];
  readonly tell: string;
  readonly asks: readonly string[];
  readonly query: string;
  readonly answer: string;
  readonly unknown: string;
}

/** Things of which a story tells one fact each. */
export const things: readonly string[] = [
  ...[
    'tent',
    'car',
    'ladder',
    'kettle',
    'suitcase',
    'umbrella',
    'guitar',
    'camera',
    'jacket',
    'drill',
    'lamp',
  ],
  ...['map', 'helmet', 'basket', 'blanket', 'hammer', 'radio', 'piano', 'canoe', 'watch', 'scarf', 'mirror'],
];

export const places: readonly string[] = [
  ...['market', 'station', 'library', 'harbour', 'museum', 'theatre', 'airport', 'bakery', 'school', 'beach'],
];

export const recallKinds: readonly RecallKind[] = [
  {
    things,
    tell: 'I left my # at *.',
    asks: ['Where is my #?', 'Where did I leave my #?'],
    query: 'my #',
    answer: 'You left your # at *.',
    unknown: 'I found nothing about your #.',
  },
  {
    things,
    tell: 'I lent my # to *.',
    asks: ['Who has my #?', 'To whom did I lend my #?'],
    query: 'my #',
    answer: 'You lent your # to *.',
    unknown: 'I found nothing about your #.',
  },
  {
    things,
    tell: 'The code of my # is *.',
    asks: ['What is the code of my #?', 'Tell me the code of my #.'],
    query: 'code of my #',
    answer: 'The code of your # is *.',
    unknown: 'I found nothing about your #.',
  },
  {
    things: places,
    tell: 'I saw at the # a person called *.',
    asks: ['Whom did I see at the #?', 'Who was at the #?'],
    query: 'at the #',
    answer: 'You saw at the # a person called *.',
    unknown: 'I found nothing about the #.',
  },
];
