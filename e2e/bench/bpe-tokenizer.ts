import { decode, encode } from 'gpt-tokenizer/encoding/o200k_base';
import { FakeTokenizer } from '../../src/llm/web-llm/fake-tokenizer.fixture.ts';

/** Ids of template tokens begin here, above the vocabulary. */
const firstTemplateId = 1_000_000;
/** Nothing in a text is special: template tokens were taken out before. */
const ordinary = { disallowedSpecial: new Set<string>() };

/** A real vocabulary (o200k) in the fake engine; template tokens such as `<|im_end|>` are one id, as in a model. */
export class BpeTokenizer extends FakeTokenizer {
  readonly #templateTokens: string[] = [];
  readonly #encoded: Map<string, Int32Array> | null;

  /** `remembers` what it encoded: for figures in which the time of counting has no part. */
  constructor(remembers: boolean) {
    super();
    this.#encoded = remembers ? new Map() : null;
  }

  override encode(text: string): Int32Array {
    const known = this.#encoded?.get(text);
    if (known) return known;
    const ids = this.#encode(text);
    this.#encoded?.set(text, ids);
    return ids;
  }

  #encode(text: string): Int32Array {
    const ids = text.split(/(<\|[\w-]+\|>)/).flatMap((part, index) => {
      // Every second part is what the split kept of the separator.
      return index % 2 === 1 ? [this.#templateId(part)] : encode(part, ordinary);
    });
    return Int32Array.from(ids);
  }

  override decode(ids: Int32Array): string {
    if (ids.every((id) => id < firstTemplateId)) return decode(ids);
    return this.decodeEach([...ids]).join('');
  }

  override decodeEach(ids: readonly number[]): string[] {
    return ids.map((id) => this.#templateTokens[id - firstTemplateId] ?? decode([id]));
  }

  #templateId(token: string): number {
    const known = this.#templateTokens.indexOf(token);
    return firstTemplateId + (known >= 0 ? known : this.#templateTokens.push(token) - 1);
  }
}
