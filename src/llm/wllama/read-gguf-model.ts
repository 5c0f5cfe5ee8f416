import { LoadFailure } from '../load-failure.ts';
import type { GgufHeader, GgufVocabulary } from './gguf-header.ts';
import { readGgufHeader } from './read-gguf-header.ts';

/** What is known of a whole model, of all its files together. */
export interface GgufModelFacts extends Omit<GgufHeader, 'vocabulary' | 'split'> {
  readonly vocabulary: GgufVocabulary;
  /** In their order. */
  readonly files: readonly Blob[];
  readonly bytes: number;
}

/**
 * Reads the headers of a model's files, puts the files in order, and checks that none is missing.
 *
 * @throws LoadFailure `damaged` or `other`
 */
export async function readGgufModel(files: readonly Blob[]): Promise<GgufModelFacts> {
  const parts = await Promise.all(
    files.map(async (file) => {
      const result = await readGgufHeader(file);
      if (result.ok) return { file, header: result.header };
      const { code, message } = result.failure;
      throw new LoadFailure(code === 'unsupported' ? 'other' : 'damaged', message);
    }),
  );
  const ordered = parts.toSorted(
    (one, other) => (one.header.split?.index ?? 0) - (other.header.split?.index ?? 0),
  );
  const first = ordered[0];
  if (!first) throw new LoadFailure('damaged', incomplete(0, 1));
  const wanted = first.header.split?.count ?? 1;
  const isWhole = ordered.every(
    ({ header }, index) => (header.split?.index ?? 0) === index && (header.split?.count ?? 1) === wanted,
  );
  if (!isWhole || ordered.length !== wanted)
    throw new LoadFailure('damaged', incomplete(ordered.length, wanted));
  const { vocabulary, split: _, ...facts } = first.header;
  if (!vocabulary) throw new LoadFailure('other', noVocabulary);
  const largest = ordered.reduce((most, part) => (part.header.weights > most.header.weights ? part : most));
  return {
    ...facts,
    vocabulary,
    quantisation: largest.header.quantisation,
    weights: ordered.reduce((sum, { header }) => sum + header.weights, 0),
    files: ordered.map(({ file }) => file),
    bytes: ordered.reduce((sum, { file }) => sum + file.size, 0),
  };
}

const incomplete = (found: number, wanted: number) =>
  `This model comes in ${wanted} files that belong together, and ${found} that may fit are here. Choose all of ` +
  'them at once, and none of another model.';

const noVocabulary =
  'This GGUF file holds no language model that can chat: an adapter or an image part, perhaps. Choose the ' +
  'file of the model itself.';
