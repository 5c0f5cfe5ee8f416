import { EmbedderError } from './embedder-error.ts';
import type { EmbedderFile, EmbedderRow } from './embedder-row.ts';

/**
 * An embedder's files with a tokenizer that cuts where the row says: many name no length, or one that the weights
 * don't take.
 *
 * @throws EmbedderError `unusable` when a file is missing, or they are another model's
 */
export async function fittingConfigs(
  row: EmbedderRow,
  files: ReadonlyMap<EmbedderFile, Blob>,
): Promise<ReadonlyMap<EmbedderFile, Blob>> {
  const { hidden_size: dimensions } = await readJson(files, 'config.json');
  if (dimensions !== row.dimensions) throw unusable(row);
  const tokenizer = await readJson(files, 'tokenizer_config.json');
  const said = tokenizer.model_max_length;
  const length = typeof said === 'number' ? Math.min(said, row.maxTokens) : row.maxTokens;
  const fitting = new Blob([JSON.stringify({ ...tokenizer, model_max_length: length })]);
  return new Map([...files, ['tokenizer_config.json', fitting]]);

  async function readJson(
    from: ReadonlyMap<EmbedderFile, Blob>,
    name: EmbedderFile,
  ): Promise<Readonly<Record<string, unknown>>> {
    try {
      const value: unknown = JSON.parse((await from.get(name)?.text()) ?? '');
      if (typeof value === 'object' && value !== null) return { ...value };
    } catch (error) {
      throw unusable(row, error);
    }
    throw unusable(row);
  }
}

function unusable({ name }: EmbedderRow, cause?: unknown): EmbedderError {
  return new EmbedderError(
    'unusable',
    `The files of ${name} on this device are not those of that search model. Nothing was embedded with them. ` +
      'Delete it under Settings and get it again, or choose another one.',
    { cause },
  );
}
