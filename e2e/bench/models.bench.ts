import { loadGguf } from '../../src/llm/wllama/load-gguf.ts';
import { measurePractice } from './measure-practice.ts';

const WINDOW = 2048;
const modelUrl = '/practice/practice.gguf';

/**
 * The practice model in the engine for the processor, in a worker of Chromium, over stories that are played
 * through the kernel. Names, keys and codes are words that its training never saw; phrasings are those of its
 * training. 60 items of each kind, decoded under the grammar, by the model's own temperature:
 *
 * - `practice.valid_calls` (goal: 1): calls that came to their end and can be run, over all completions begun.
 * - `practice.core_memory` (0.95): a fact is saved or corrected, stands in core memory as it should, and is
 *   answered word for word, most after a reload or in a new chat.
 * - `practice.recall_after_eviction` (0.9): one of three facts, told at least fifty messages before and out of
 *   the window and its summary, is found by search and answered; readahead is off here and below.
 * - `practice.archival_one_row` (0.95), `practice.archival_five_rows` (0.8): a document's fact is looked up, from
 *   a result of one row, or of five that read alike but for the key, in any order.
 * - `practice.nested_two` (0.7): the first look-up gives the key of the second; half with one row, half with five.
 * - `practice.cited`: answers by search, of all kinds but the first, whose sources are the rows that tell them and
 *   no others.
 * - `practice.summaries`: summaries of memory turns that name just what was spoken of.
 * - `models.cut_share` (at most 0.1): completions cut off by the token limit or the window.
 * - `models.cpu_tokens_per_s`: tokens a second while a reply is written. Of this tiny model: a larger one's speed
 *   is estimated in the app.
 * - `models.cpu_prefill_reuse` (at most 0.15): tokens that the engine read over all tokens of the prompts, turns 2
 *   to 10 of six conversations.
 */
export async function measure() {
  const answer = await fetch(modelUrl);
  if (!answer.ok) throw new Error(`There is no ${modelUrl}: train the practice model first.`);
  const loaded = await loadGguf({
    row: { id: 'practice', name: 'Practice model' },
    files: [await answer.blob()],
    windowTokens: WINDOW,
    onPhase: () => {},
  });
  try {
    return await measurePractice(loaded.model, {
      items: 60,
      conversations: 6,
      now: () => performance.now(),
      onMiss: (kind, expected, { answer: got }) => console.log(`${kind}: ${expected} <> ${got}`),
    });
  } finally {
    await loaded.unload();
  }
}
