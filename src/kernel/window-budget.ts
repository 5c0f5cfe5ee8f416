/** How the loaded window is shared out, in tokens. */
export interface WindowBudget {
  readonly window: number;
  /** Memory-pressure alert. Paper, section 2.2: "e.g. 70% of the context window". */
  readonly pressureAt: number;
  /** Kept free for the reply; the prompt never reaches into it. */
  readonly reserve: number;
  /** The flush comes when the prompt would pass this. */
  readonly flushAt: number;
  readonly core: number;
  readonly summary: number;
  /** Largest packed message; what is larger is stored whole and shown in part. */
  readonly packed: number;
  /** What the system may fetch before the model asks. */
  readonly readahead: number;
  /** What is told of the chat's documents. */
  readonly documents: number;
}

/** Smallest window that the instructions, core memory and one exchange fit. */
export const SMALLEST_WINDOW = 2048;

/** Shares the window out, `tokens` as it is loaded. Throws below `SMALLEST_WINDOW`. */
export function windowBudget(tokens: number): WindowBudget {
  if (tokens < SMALLEST_WINDOW) throw new Error(`A window of ${tokens} tokens is too small to work in.`);
  const reserve = Math.max(400, Math.round(tokens * 0.12));
  return {
    window: tokens,
    pressureAt: Math.round(tokens * 0.7),
    reserve,
    flushAt: tokens - reserve,
    core: Math.round(tokens * 0.12),
    summary: Math.round(tokens * 0.06),
    packed: Math.round(tokens * 0.2),
    readahead: Math.round(tokens * 0.1),
    documents: Math.round(tokens * 0.05),
  };
}

/**
 * Characters that surely fit so many tokens, for cutting text before it is counted: English runs at about
 * four a token, JSON escapes and numbers at fewer.
 */
export function charactersWithin(tokens: number): number {
  return tokens * 3;
}

/** Characters on a page of a long message, in a packed message of so many tokens: room is left for its head. */
export function pageCharacters(tokens: number): number {
  return charactersWithin(tokens) - 60;
}
