import { splitWords } from '../../src/retrieval/split-words.ts';

/** Whether a text has one of the answers, word for word; capitals, accents and marks do not count. */
export function holdsAnswer(text: string, answers: readonly string[]): boolean {
  const words = ` ${splitWords(text).join(' ')} `;
  return answers.some((answer) => {
    const wanted = splitWords(answer).join(' ');
    return wanted !== '' && words.includes(` ${wanted} `);
  });
}
