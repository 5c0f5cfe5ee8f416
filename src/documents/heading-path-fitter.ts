import type { CountTokens } from './split-to-fit.ts';

/** Shortens heading paths to a budget of tokens: outer headings are left out first. */
export class HeadingPathFitter {
  readonly #budget: number;
  readonly #count: CountTokens;
  readonly #fitted = new Map<readonly string[], { path: readonly string[]; tokens: number }>();

  constructor(budget: number, count: CountTokens) {
    this.#budget = budget;
    this.#count = count;
  }

  /** Knows a path again by its identity: paths are shared by all that stands under them. */
  fit(headingPath: readonly string[]): { readonly path: readonly string[]; readonly tokens: number } {
    const known = this.#fitted.get(headingPath);
    if (known) return known;
    let path = headingPath;
    while (path.length > 0 && this.#count(path.join('\n')) > this.#budget) path = path.slice(1);
    const fitted = { path, tokens: this.#count(path.join('\n')) };
    this.#fitted.set(headingPath, fitted);
    return fitted;
  }
}
