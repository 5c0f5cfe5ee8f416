import { loadMiniLmEmbedder } from '../../src/embedding/minilm-embedder.ts';
import { runtimeFiles } from '../../src/embedding/runtime-files.ts';
import { compareFusions } from './compare-fusions.ts';
import type { Figures } from './figures.ts';
import { limitSet } from './limit-set.ts';
import { measureSet } from './measure-set.ts';
import { readRetrievalOptions } from './retrieval-options.ts';
import { readRetrievalSet } from './retrieval-sets.ts';
import type { RetrievalSet } from './retrieval-task.ts';
import { TextVectors } from './text-vectors.ts';
import { servedVectors } from './vector-store.ts';

/**
 * Search through the app's own index with the embedder that the app ships, in a worker of Chromium, without a
 * language model, on data that nobody on this project wrote. The figures: `measureSet`
 * and, when asked for, `compareFusions`.
 */
export async function measure(): Promise<Figures> {
  const { sets, limit, fusion } = readRetrievalOptions(JSON.parse(await get('/eval/options')));
  const embedder = await loadMiniLmEmbedder({
    modelPath: '/models/all-MiniLM-L6-v2',
    wasmPaths: runtimeFiles,
    // As the app does.
    threads: Math.min(4, Math.ceil(navigator.hardwareConcurrency / 2)),
  });
  const vectors = await TextVectors.open(embedder, servedVectors);
  const figures: Figures = {};
  const measuredSets: RetrievalSet[] = [];
  for (const name of sets) {
    const whole = await readRetrievalSet(name, (path) => get(`/eval/data/${path}`));
    const set = limit === null ? whole : limitSet(whole, limit);
    await vectors.embed(textsOf(set), (missing) => console.log(`${name}: ${missing} texts to embed`));
    const measured = measureSet(set, vectors);
    console.log(JSON.stringify(measured));
    Object.assign(figures, measured);
    measuredSets.push(set);
  }
  return fusion ? { ...figures, ...compareFusions(measuredSets, vectors) } : figures;
}

function textsOf({ tasks }: RetrievalSet): string[] {
  return tasks.flatMap(({ texts, questions }) => [...texts, ...questions].map(({ text }) => text));
}

async function get(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} could not be read (${answer.status}).`);
  return answer.text();
}
