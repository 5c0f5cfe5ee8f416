import { type ArchivalFact, archivalAsks, attributes } from './archival-facts.ts';
import { type CoreKind, coreKinds, corrections } from './core-kinds.ts';
import type { Dice } from './dice.ts';
import type { Library } from './make-library.ts';
import { type RecallKind, recallKinds } from './recall-kinds.ts';
import { greetings, requestWords, smallTalk } from './small-talk.ts';
import type { WordMaker } from './word-maker.ts';

/** A passing fact that was told. */
export interface RecallFact {
  readonly kind: RecallKind;
  readonly thing: string;
  readonly value: string;
}

/** What a person has told, and what they say next. The same dice make the same person. */
export class Person {
  /** Values of lasting facts as they were told last. */
  readonly core = new Map<CoreKind, string>();
  readonly recall: RecallFact[] = [];
  readonly #dice: Dice;
  readonly #words: WordMaker;

  constructor(dice: Dice, words: WordMaker) {
    this.#dice = dice;
    this.#words = words;
  }

  /** A lasting fact that was not told yet; another value of one that was, where all were told. */
  newCoreFact(): { kind: CoreKind; value: string } {
    const untold = coreKinds.filter((kind) => !this.core.has(kind));
    const kind = this.#dice.pick(untold.length > 0 ? untold : coreKinds);
    return this.#setCore(kind);
  }

  tellCore(): string {
    const { kind, value } = this.newCoreFact();
    return this.#phrase(kind.tells, value);
  }

  tellTwo(): string {
    return `${this.tellCore()} ${this.tellCore()}`;
  }

  /** Tells another value of a fact that was told. */
  correctCore(): string {
    if (this.core.size === 0) return this.tellCore();
    const { kind, value } = this.#setCore(this.#dice.pick([...this.core.keys()]));
    return this.#dice.pick(corrections) + this.#phrase(kind.tells, value);
  }

  askCore(): string {
    const known = [...this.core.keys()];
    const unknown = coreKinds.filter((kind) => !this.core.has(kind));
    const kinds = known.length > 0 && (unknown.length === 0 || this.#dice.chance(0.85)) ? known : unknown;
    return this.#dice.pick(this.#dice.pick(kinds).asks);
  }

  newRecallFact(): RecallFact {
    const kind = this.#dice.pick(recallKinds);
    const thing = this.#untold(kind);
    if (thing === null) return this.newRecallFact();
    const fact = { kind, thing, value: this.#words.make() };
    this.recall.push(fact);
    return fact;
  }

  tellRecall(): string {
    return tellOf(this.newRecallFact());
  }

  askRecall(): string {
    if (this.recall.length > 0 && this.#dice.chance(0.9)) return this.askFor(this.#dice.pick(this.recall));
    if (this.#dice.chance(0.5)) return this.tellRecall();
    const kind = this.#dice.pick(recallKinds);
    const thing = this.#untold(kind);
    return thing === null ? this.askRecall() : this.#dice.pick(kind.asks).replace('#', thing);
  }

  askFor({ kind, thing }: RecallFact): string {
    return this.#dice.pick(kind.asks).replace('#', thing);
  }

  askArchival({ facts }: Library): string {
    const { attribute, key } = this.#dice.pick(facts);
    const asked = this.#dice.weighted([
      [92, [attribute, key]],
      [5, [attribute, this.#words.make()]],
      [3, [this.#dice.pick(attributes), key]],
    ] as const);
    return this.#archivalAsk(`${asked[0]} of ${asked[1]}`);
  }

  askFact({ attribute, key }: ArchivalFact): string {
    return this.#archivalAsk(`${attribute} of ${key}`);
  }

  askNested({ chains, facts }: Library): string {
    if (chains.length === 0) return this.askArchival({ chains, facts, documents: [] });
    return this.askChain(this.#dice.pick(chains));
  }

  askChain([first, second]: readonly [ArchivalFact, ArchivalFact]): string {
    return this.#archivalAsk(`${second.attribute} of the ${first.attribute} of ${first.key}`);
  }

  chat(): string {
    return this.#dice.pick(smallTalk)[0];
  }

  greet(): string {
    return this.#dice.pick(greetings);
  }

  /** What the model was not trained for. */
  askForMore(): string {
    const dice = this.#dice;
    const { openings, verbs, objects, endings, marks } = requestWords;
    const words = [dice.pick(openings), dice.pick(verbs), dice.pick(objects)];
    if (dice.chance(0.5)) words.push(dice.pick(endings));
    return words.join(' ') + dice.pick(marks);
  }

  #archivalAsk(phrase: string): string {
    return this.#dice.pick(archivalAsks).replace('*', phrase);
  }

  #setCore(kind: CoreKind): { kind: CoreKind; value: string } {
    const before = this.core.get(kind);
    const others = kind.values?.filter((it) => it !== before);
    const value = others ? this.#dice.pick(others) : this.#words.make();
    this.core.set(kind, value);
    return { kind, value };
  }

  #untold(kind: RecallKind): string | null {
    const untold = kind.things.filter((thing) => !this.recall.some((fact) => fact.thing === thing));
    return untold.length > 0 ? this.#dice.pick(untold) : null;
  }

  #phrase(phrases: readonly string[], value: string): string {
    return this.#dice.pick(phrases).replace('*', value);
  }
}

export function tellOf({ kind, thing, value }: RecallFact): string {
  return kind.tell.replace('#', thing).replace('*', value);
}

export function lineOf(kind: CoreKind, value: string): string {
  return `${kind.line}: ${value}`;
}
