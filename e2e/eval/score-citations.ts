import type { Citation } from '../../src/kernel/message.ts';
import type { AskedQuestion, SaidReply } from './citing-model.ts';
import type { Figures } from './figures.ts';
import { holdsAnswer } from './holds-answer.ts';

/** A question that was asked, and what came of it. */
export interface AnsweredQuestion extends AskedQuestion {
  /** Ids of the passages that the set's authors took the answer from. */
  readonly gold: readonly string[];
  /** `null` when the model found no answer. */
  readonly said: SaidReply | null;
  /** As it was stored. */
  readonly reply: string;
  readonly citations: readonly Citation[];
}

/** A chip, as the person sees it after a sentence or, where `kind` is `null`, under the reply alone. */
interface JudgedChip {
  readonly kind: string | null;
  /** The sentence's place in the reply. */
  readonly at: number | null;
  readonly isRight: boolean;
  readonly isGold: boolean;
}

interface Judged {
  readonly chips: readonly JudgedChip[];
  /** Sentences that a passage in the window bears out, and those of them with a right chip. */
  readonly supported: number;
  readonly covered: number;
}

/**
 * Shares from 0 to 1, and counts:
 *
 * - `citations.precision`: chips that are right. One is right after a sentence that states an accepted answer if
 *   its passage holds an accepted answer, and after another true sentence if its passage is the one retold; after
 *   a made-up one it is wrong, and so is a chip of a passage that stands after no sentence and holds no answer.
 * - `citations.coverage`: sentences that their passage bears out, and that got a right chip.
 * - `citations.gold_precision`: chips after answers whose passage is the one that the set names as gold; the
 *   answer's words in another passage count for nothing here, although they may well say the same.
 * - `citations.answered`: questions that were answered; the others' answers were not on the pages read.
 * - `citations.made_up_chips`: how many made-up sentences got a chip, in number.
 */
export function scoreCitations(questions: readonly AnsweredQuestion[], prefix = 'citations'): Figures {
  const judged = questions.map(judge);
  const chips = judged.flatMap((it) => it.chips);
  const sum = (of: (it: Judged) => number) => judged.reduce((total, it) => total + of(it), 0);
  const answering = chips.filter(({ kind }) => kind === 'answer');
  return {
    [`${prefix}.questions`]: questions.length,
    [`${prefix}.answered`]: questions.filter(({ said }) => said !== null).length,
    [`${prefix}.chips`]: chips.length,
    [`${prefix}.precision`]: share(chips.filter(({ isRight }) => isRight).length, chips.length),
    [`${prefix}.sentences`]: sum(({ supported }) => supported),
    [`${prefix}.coverage`]: share(
      sum(({ covered }) => covered),
      sum(({ supported }) => supported),
    ),
    [`${prefix}.gold_precision`]: share(answering.filter(({ isGold }) => isGold).length, answering.length),
    [`${prefix}.made_up_chips`]: chips.filter(({ kind }) => kind === 'made-up').length,
  };
}

function judge(asked: AnsweredQuestion): Judged {
  const { said, reply, citations, gold } = asked;
  const placed = place(reply, said);
  const judged = citations.flatMap((citation): JudgedChip[] => {
    const isGold = gold.includes(citation.passageId);
    const supports = citation.supports ?? [];
    if (supports.length === 0) {
      return [{ kind: null, at: null, isGold, isRight: holdsAnswer(citation.text, asked.answers) }];
    }
    return supports.map((support) => {
      const at = placed.findLastIndex(({ start }) => start <= support.reply.start);
      const kind = placed[at]?.kind ?? 'aside';
      return { kind, at, isGold, isRight: isRight(kind, citation, asked) };
    });
  });
  const right = new Set(judged.filter((chip) => chip.isRight).map(({ at }) => at));
  const supported = placed.flatMap(({ kind }, at) => (kind === 'answer' || kind === 'more' ? [at] : []));
  return {
    chips: judged,
    supported: supported.length,
    covered: supported.filter((at) => right.has(at)).length,
  };
}

function isRight(kind: string, { text }: Citation, { said, answers }: AnsweredQuestion): boolean {
  if (kind === 'answer') return holdsAnswer(text, answers);
  return kind === 'more' && said !== null && said.row.endsWith(text);
}

/** Where each sentence begins in the reply; labels may stand within. */
function place(reply: string, said: SaidReply | null) {
  let from = 0;
  return (said?.sentences ?? []).map(({ text, kind }) => {
    const start = Math.max(from, reply.indexOf(text.slice(0, 12), from));
    from = start + 1;
    return { start, kind };
  });
}

function share(some: number, all: number): number {
  return all === 0 ? 1 : some / all;
}
