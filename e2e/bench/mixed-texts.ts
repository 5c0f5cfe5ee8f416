import { seededRandom } from './seeded-random.ts';

/** Characters at every twentieth of the turns of LoCoMo's conversations, by length, without the last hundredths. */
const turnLengths = [
  16, 44, 56, 64, 70, 77, 83, 89, 95, 104, 112, 119, 128, 139, 150, 164, 177, 197, 225, 261, 360,
];
/** Of NQ-Open's passages. */
const passageLengths = [
  400, 534, 550, 560, 568, 574, 580, 586, 590, 596, 600, 604, 609, 614, 620, 625, 632, 640, 652, 670, 760,
];

/** Common words, so that a token has 4.6 characters, as in those texts. */
const words =
  'a the of to in and is it he for on at by we was her this from they one were all when your said there each which ' +
  'time will about many then them would like so these long make thing see him two has look more day could go come ' +
  'did my sound no most number who over know water than call first people may down side been now find';

/**
 * As many turns of a chat as passages of documents, in one shuffled order: made-up texts of the lengths that real
 * ones have.
 *
 * @param pairs how many of each
 */
export function mixedTexts(pairs: number, seed: number): string[] {
  const random = seededRandom(seed);
  const texts: { readonly text: string; readonly key: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    for (const lengths of [turnLengths, passageLengths]) {
      texts.push({ text: textOf(drawn(lengths, random), random), key: random() });
    }
  }
  return texts.sort((one, other) => one.key - other.key).map(({ text }) => text);
}

/** From a distribution given by its steps. */
function drawn(steps: readonly number[], random: () => number): number {
  const at = random() * (steps.length - 1);
  const [low = 0, high = 0] = steps.slice(Math.floor(at));
  return Math.round(low + (high - low) * (at % 1));
}

function textOf(length: number, random: () => number): string {
  const list = words.split(' ');
  let text = '';
  while (text.length < length) text += `${list[Math.floor(random() * list.length)]} `;
  return text.slice(0, length).trim();
}
