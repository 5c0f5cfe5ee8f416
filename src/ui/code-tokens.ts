import type { Emitter } from 'highlight.js';
import type { CodeKind, CodeToken } from './highlight-code.ts';

/** What the first word of one of highlight.js's scopes is shown as; those not named look like plain code. */
const kinds: Readonly<Record<string, CodeKind>> = {
  comment: 'comment',
  quote: 'comment',
  meta: 'comment',
  keyword: 'keyword',
  'selector-tag': 'keyword',
  'template-tag': 'keyword',
  string: 'text',
  regexp: 'text',
  char: 'text',
  symbol: 'text',
  addition: 'text',
  number: 'number',
  literal: 'number',
  title: 'title',
  section: 'title',
  'selector-class': 'title',
  'selector-id': 'title',
  name: 'name',
  attr: 'name',
  attribute: 'name',
  type: 'name',
  built_in: 'name',
  property: 'name',
  deletion: 'removed',
};

/** Takes what highlight.js finds as a flat list: of nested scopes the innermost gives the colour. */
export class CodeTokens implements Emitter {
  readonly tokens: CodeToken[] = [];
  readonly #open: (CodeKind | null)[] = [];

  startScope(name: string): void {
    this.#open.push(kinds[name.split('.', 1)[0] ?? ''] ?? null);
  }

  endScope(): void {
    this.#open.pop();
  }

  // The types leave these out, by which the same is said for what a rule begins and ends.

  openNode(name: string): void {
    this.startScope(name);
  }

  closeNode(): void {
    this.endScope();
  }

  addText(text: string): void {
    this.#add({ kind: this.#open.at(-1) ?? null, text });
  }

  __addSublanguage(emitter: Emitter): void {
    if (emitter instanceof CodeTokens) for (const token of emitter.tokens) this.#add(token);
  }

  finalize(): void {}

  /** Asked for by the interface; nobody reads it. */
  toHTML(): string {
    return '';
  }

  #add(token: CodeToken): void {
    const last = this.tokens.at(-1);
    if (last?.kind === token.kind)
      this.tokens[this.tokens.length - 1] = { ...last, text: last.text + token.text };
    else if (token.text !== '') this.tokens.push(token);
  }
}
