import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { createTestAgent } from '../../src/kernel/agent.fixture.ts';
import type { Trace } from '../../src/kernel/trace.ts';
import type { BenchConversation } from './bench-conversation.ts';
import { BenchModel } from './bench-model.ts';
import { ProtocolFollower } from './protocol-follower.ts';
import { storeHistory } from './store-history.ts';

export interface AnswerCost {
  /** Completions from the person's question to the answer's end; the memory turn after it is not waited for. */
  readonly completions: number;
  /** Tokens that the model wrote, over all steps, before the first character of the answer reached the person. */
  readonly tokensBeforeFirstWord: number;
  /** Whether readahead put all evidence into the packed message that holds the question. */
  readonly evidenceAhead: boolean;
}

/**
 * Asks the conversation's questions one after the other, in one chat that has evicted all of it, of a model
 * that follows the protocol.
 */
export async function measureAnswers(
  { messages, questions }: BenchConversation,
  windowTokens: number,
  readsAhead = true,
): Promise<AnswerCost[]> {
  const { agent, dependencies, say, traces } = await createTestAgent({ readsAhead: () => readsAhead });
  const { store, agentId, emit } = dependencies;
  for (const message of await storeHistory(store, messages, { id: 'c', agentId })) {
    emit({ type: 'message-added', message });
  }
  const follower = new ProtocolFollower();
  const model = await BenchModel.load(windowTokens, follower.next);
  const textOf = new Map(messages.map(({ id, text }) => [id, text]));
  const costs: AnswerCost[] = [];
  for (const question of questions) {
    traces.length = 0;
    follower.begin(
      question,
      question.evidence.map((id) => textOf.get(id) ?? ''),
    );
    const before = model.completions;
    const outcome = await say(question.text, model);
    if (outcome.type !== 'answered') throw new Error(`A question ended so: ${JSON.stringify(outcome)}`);
    costs.push({
      completions: model.completions - before,
      tokensBeforeFirstWord: sum(traces.map(tokensBeforeAnswer)),
      evidenceAhead: follower.evidenceAhead,
    });
    await agent.takeMemoryTurn('c', model, new AbortController().signal);
  }
  return costs;
}

/** What comes right before the answer's first character. */
const answerOpening = '"arguments":{"message":"';

/** A step's tokens that the person waited for: all of them, or those in front of the answer. */
function tokensBeforeAnswer(trace: Trace): number {
  if (trace.type !== 'step-end') return 0;
  const { functionName, output, completionTokens } = trace.step;
  if (functionName !== 'send_message') return completionTokens;
  return countTokens(output.slice(0, output.indexOf(answerOpening) + answerOpening.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}
