import type { CompletionRequest } from '../../src/kernel/language-model.ts';
import type { Turn } from './plan-turns.ts';

/** Plays the script of one turn after the other, whatever layout it is asked in. */
export class ScriptPlayer {
  #turn: Turn | null = null;
  #calls: string[] = [];
  #noted = false;

  begin(turn: Turn): void {
    this.#turn = turn;
    this.#calls = [...turn.calls];
    this.#noted = false;
  }

  /** What the model writes next: the grammar tells an answer from a memory turn and from a summary. */
  next = ({ grammar }: Pick<CompletionRequest, 'grammar'>): string => {
    const turn = this.#turn;
    if (!turn) throw new Error('No turn has begun.');
    const offers = (name: string) => grammar.includes(`\n${name.replaceAll('_', '-')} ::= `);
    if (offers('send_message')) return (offers('core_memory_append') && this.#calls.shift()) || turn.reply;
    if (!offers('archival_memory_insert') || this.#noted) return turn.summary;
    this.#noted = true;
    return turn.note;
  };
}
