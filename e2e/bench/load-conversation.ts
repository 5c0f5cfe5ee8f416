import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BenchConversation, BenchMessage } from './bench-conversation.ts';
import { generateConversation } from './generate-conversation.ts';

/** LoCoMo lies beside the checkout: its licence keeps it out of the repository. */
const locomoFile = '../shared/evals/dev/locomo/locomo.json';

interface LocomoSample {
  readonly id: string;
  readonly speakers: readonly [string, string];
  readonly sessions: readonly {
    readonly iso: string;
    readonly turns: readonly { readonly id: string; readonly speaker: string; readonly text: string }[];
  }[];
  readonly qa: readonly {
    readonly question: string;
    readonly category: string;
    readonly answer?: string | number;
    readonly evidence: readonly string[];
  }[];
}

/**
 * LoCoMo's longest conversation where its data is there, else a generated one of that length.
 * Questions whose speaker was swapped (`adversarial`) or that name no evidence are left out.
 */
export function loadConversation(): BenchConversation {
  const file = resolve(process.cwd(), locomoFile);
  if (!existsSync(file)) return generateConversation(675, 20261120);
  const { samples } = JSON.parse(readFileSync(file, 'utf8')) as { samples: LocomoSample[] };
  const conversations = samples.map(fromLocomo);
  return conversations.reduce((longest, it) => (it.messages.length > longest.messages.length ? it : longest));
}

function fromLocomo({ id, speakers, sessions, qa }: LocomoSample): BenchConversation {
  const messages: BenchMessage[] = sessions.flatMap(({ iso, turns }) =>
    turns.map((turn, index) => ({
      id: turn.id,
      role: turn.speaker === speakers[0] ? 'user' : 'assistant',
      text: turn.text,
      at: Date.parse(`${iso}Z`) + index * 30_000,
    })),
  );
  const questions = qa
    .filter(({ category, evidence }) => category !== 'adversarial' && evidence.length > 0)
    .map(({ question, answer, evidence }) => ({ text: question, answer: String(answer ?? ''), evidence }));
  return { source: `locomo ${id}`, messages, questions };
}
