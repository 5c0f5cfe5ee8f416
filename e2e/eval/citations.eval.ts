import { loadMiniLmEmbedder } from '../../src/embedding/minilm-embedder.ts';
import { runtimeFiles } from '../../src/embedding/runtime-files.ts';
import type { Embedder } from '../../src/kernel/embedder.ts';
import { passageContext } from '../../src/storage/passage-context.ts';
import { CitationsChat } from './citations-chat.ts';
import type { Figures } from './figures.ts';
import { readAnswerSet } from './read-answer-set.ts';
import { readRetrievalOptions } from './retrieval-options.ts';
import { scoreCitations } from './score-citations.ts';
import { TextVectors } from './text-vectors.ts';
import { servedVectors } from './vector-store.ts';

const asked = 50;

/**
 * Questions of NQ-Open, spread over the set (50, or as many as `--limit` says), through the app's own kernel and
 * search over all its passages, in a worker of Chromium, answered by a model that follows the protocol
 * (`CitingModel`). What counts as right: `scoreCitations`; all of it for both halves of the questions as well. The
 * thresholds in src/kernel/attribute-reply.ts were chosen on the first half.
 */
export async function measure(): Promise<Figures> {
  const { limit } = readRetrievalOptions(JSON.parse(await get('/eval/options')));
  const set = readAnswerSet(
    await get('/eval/data/nq_open/questions.jsonl'),
    await get('/eval/data/nq_open/passages.jsonl'),
  );
  const embedder = await loadEmbedder();
  const vectors = await TextVectors.open(embedder, servedVectors);
  await vectors.embed(set.passages.map(passageContext), (missing) =>
    console.log(`${missing} texts to embed`),
  );
  const chat = await CitationsChat.open(set.passages, embedder, (text) => vectors.of(text));
  const step = Math.max(1, Math.floor(set.questions.length / (limit ?? asked)));
  const questions = set.questions.filter((_, index) => index % step === 0).slice(0, limit ?? asked);
  const answered = [];
  for (const [index, question] of questions.entries()) answered.push(await chat.ask({ ...question, index }));
  const half = Math.ceil(answered.length / 2);
  return {
    ...scoreCitations(answered),
    ...scoreCitations(answered.slice(0, half), 'citations.first_half'),
    ...scoreCitations(answered.slice(half), 'citations.second_half'),
  };
}

function loadEmbedder(): Promise<Embedder> {
  return loadMiniLmEmbedder({
    modelPath: '/models/all-MiniLM-L6-v2',
    wasmPaths: runtimeFiles,
    threads: Math.min(4, Math.ceil(navigator.hardwareConcurrency / 2)),
  });
}

async function get(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} could not be read (${answer.status}).`);
  return answer.text();
}
