import { renderChatml } from './render-chatml.ts';
import { trainingExamples } from './training-examples.ts';
import { madeWord } from './word-maker.ts';

const STORIES = 600;

/**
 * The text that the tokenizer's merges are learned on: whole prompts with their made words taken out, so that
 * no merge learns a part of one.
 */
export async function makeTokenizerText(seed: number, stories = STORIES): Promise<string> {
  const texts: string[] = [];
  for (let story = 0; story < stories; story++) {
    const examples = await trainingExamples(seed * 1_000_003 + story, 'training', (text) =>
      Math.ceil(text.length / 4),
    );
    const last = examples.at(-1);
    if (last) texts.push(...last.messages.map(renderChatml));
  }
  return texts
    .join('')
    .replaceAll(/<\|im_(?:start|end)\|>/g, '')
    .replaceAll(madeWord, '');
}
