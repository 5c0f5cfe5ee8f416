/** A question to the documents, and where the answer stands. */
export interface Question {
  readonly text: string;
  readonly file: string;
  /** Document pages that answer it; `null` where a file has none. */
  readonly pages: readonly number[] | null;
  /** A few words of the answer: in every right passage of a file without pages, on the page of another. */
  readonly phrase: string;
}

/** Twenty questions over the five documents beside this, as people ask: rarely in the document's own words. */
export const ownQuestions: readonly Question[] = [
  { file: 'lease.pdf', pages: [3], phrase: '1,184.00', text: 'How much do we pay per month altogether?' },
  { file: 'lease.pdf', pages: [4], phrase: 'A cat or a dog', text: 'Am I allowed to have pets?' },
  {
    file: 'lease.pdf',
    pages: [6],
    phrase: 'three months to the end',
    text: 'How long in advance must we tell her that we are moving out?',
  },
  {
    file: 'lease.pdf',
    pages: [5],
    phrase: '110 euros',
    text: 'Who has to pay the plumber when a tap drips?',
  },

  {
    file: 'bicycle.pdf',
    pages: [3],
    phrase: '4.0 bar',
    text: 'How hard should I pump up the tyres if I weigh 100 kg?',
  },
  { file: 'bicycle.pdf', pages: [5], phrase: 'Seat post clamp', text: 'What torque for the seatpost clamp?' },
  {
    file: 'bicycle.pdf',
    pages: [3],
    phrase: 'bayonet ring',
    text: 'How do I get the back wheel off to fix a flat?',
  },
  {
    file: 'bicycle.pdf',
    pages: [6],
    phrase: 'are excluded',
    text: 'Which parts does the warranty not cover?',
  },

  {
    file: 'sourdough.md',
    pages: null,
    phrase: 'whiff of acetone',
    text: 'My starter smells like nail polish remover, is it dead?',
  },
  {
    file: 'sourdough.md',
    pages: null,
    phrase: 'takes about five hours',
    text: 'How long does bulk fermentation take in a warm kitchen?',
  },
  {
    file: 'sourdough.md',
    pages: null,
    phrase: 'never go below 18 g',
    text: 'What is the minimum amount of salt per kilo of flour?',
  },
  {
    file: 'sourdough.md',
    pages: null,
    phrase: 'Stand the loaf on its cut face',
    text: 'What is the best way to store bread so that the crust stays crisp?',
  },

  {
    file: 'minutes.txt',
    pages: null,
    phrase: 'Ms Yewande Lindqvist, plot 33',
    text: 'Who is the new treasurer?',
  },
  {
    file: 'minutes.txt',
    pages: null,
    phrase: '14 March 2026',
    text: 'When and where is next year’s meeting?',
  },
  { file: 'minutes.txt', pages: null, phrase: '4,375 euros', text: 'What did the pump cost?' },
  {
    file: 'minutes.txt',
    pages: null,
    phrase: 'no open fires may be lit',
    text: 'Why is it no longer allowed to burn garden waste?',
  },

  { file: 'diary.txt', pages: null, phrase: 'green umbrella', text: 'Where did I forget my umbrella?' },
  {
    file: 'diary.txt',
    pages: null,
    phrase: 'Dona Filomena',
    text: 'What was our host on Terceira called?',
  },
  {
    file: 'diary.txt',
    pages: null,
    phrase: 'four hours and ten minutes',
    text: 'How many hours did it take us to climb to the summit of Pico?',
  },
  {
    file: 'diary.txt',
    pages: null,
    phrase: '31 euros for the two of us',
    text: 'How expensive was the ferry ticket?',
  },
];
