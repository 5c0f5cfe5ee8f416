import type { Embedder } from '../kernel/embedder.ts';

/** Questions and texts of which none has to do with another. */
const questions = [
  'When is the rent due?',
  'How do I sharpen a kitchen knife?',
  'Which medicine must not be taken with alcohol?',
  'Who won the chess tournament last year?',
] as const;
const texts = [
  'The ferry to the island leaves twice a day in summer, and not at all in a storm.',
  'Her grandmother taught her to play the accordion when she was nine.',
  'The function returns an empty list where no file matches the pattern.',
  'Tomatoes want sun, a deep bed and water at the roots, never on the leaves.',
  'The committee adopted the minutes of the previous meeting without changes.',
  'Granite is a coarse-grained rock of quartz, feldspar and mica.',
] as const;

/**
 * The mean cosine that an embedder gives questions and texts that have nothing to do with each other. It is next
 * to nothing with MiniLM, and above one half with models trained at a low temperature, such as E5: what counts as
 * near differs as much.
 */
export async function unrelatedSimilarity(embedder: Pick<Embedder, 'embed'>): Promise<number> {
  const asked = await embedder.embed(questions, undefined, 'now', 'query');
  const told = await embedder.embed(texts, undefined, 'now', 'passage');
  let sum = 0;
  for (const question of asked) {
    for (const text of told) sum += question.reduce((dot, each, at) => dot + each * (text[at] ?? 0), 0);
  }
  return sum / (asked.length * told.length);
}
