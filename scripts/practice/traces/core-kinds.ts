/**
 * A kind of lasting fact, which the model saves to core memory. In each phrase `*` stands for the value; it
 * always comes after a space, so that its tokens are the same wherever it is copied to.
 */
export interface CoreKind {
  /** What the line in core memory begins with. */
  readonly line: string;
  /** What a summary and a search call it. */
  readonly topic: string;
  readonly tells: readonly string[];
  readonly asks: readonly string[];
  readonly answer: string;
  readonly unknown: string;
  /** The values there are; made words where it is left out. */
  readonly values?: readonly string[];
}

const named = (noun: string): CoreKind => ({
  line: noun.charAt(0).toUpperCase() + noun.slice(1),
  topic: `my ${noun}`,
  tells: [`My ${noun} is called *.`, `The name of my ${noun} is *.`],
  asks: [`What is my ${noun} called?`, `What is the name of my ${noun}?`],
  answer: `Your ${noun} is called *.`,
  unknown: `I do not know what your ${noun} is called.`,
});

const favourite = (noun: string, values: readonly string[]): CoreKind => ({
  line: noun.charAt(0).toUpperCase() + noun.slice(1),
  topic: `my favourite ${noun}`,
  tells: [`My favourite ${noun} is *.`, `The ${noun} I like best is *.`],
  asks: [`What is my favourite ${noun}?`, `Which ${noun} do I like best?`],
  answer: `Your favourite ${noun} is *.`,
  unknown: `I do not know your favourite ${noun}.`,
  values,
});

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

export const coreKinds: readonly CoreKind[] = [
  {
    line: 'Name',
    topic: 'my name',
    tells: ['My name is *.', 'I am called *.', 'Please call me *.'],
    asks: ['What is my name?', 'Who am I?', 'Do you know my name?'],
    answer: 'Your name is *.',
    unknown: 'I do not know your name.',
  },
  {
    line: 'Town',
    topic: 'my town',
    tells: ['I live in *.', 'My town is *.'],
    asks: ['Where do I live?', 'Which town do I live in?'],
    answer: 'You live in *.',
    unknown: 'I do not know where you live.',
  },
  {
    line: 'Work',
    topic: 'my work',
    tells: ['I work at *.', 'My work is at *.'],
    asks: ['Where do I work?', 'Where is my work?'],
    answer: 'You work at *.',
    unknown: 'I do not know where you work.',
  },
  ...['dog', 'cat', 'sister', 'brother', 'friend', 'boat'].map(named),
  favourite('colour', ['red', 'green', 'blue', 'yellow', 'black', 'white', 'orange', 'purple', 'grey']),
  favourite('food', ['bread', 'cheese', 'soup', 'rice', 'pasta', 'fish', 'cake', 'salad', 'apples']),
  {
    line: 'Birthday',
    topic: 'my birthday',
    tells: ['My birthday is on *.', 'I was born on *.'],
    asks: ['When is my birthday?', 'When was I born?'],
    answer: 'Your birthday is on *.',
    unknown: 'I do not know your birthday.',
    values: months.flatMap((month) => Array.from({ length: 28 }, (_, day) => `${day + 1} ${month}`)),
  },
];

/** How a person introduces what corrects an earlier word; the fact follows. */
export const corrections: readonly string[] = [
  '',
  'No, that is wrong. ',
  'Please correct this: ',
  'Sorry, I was wrong. ',
];
