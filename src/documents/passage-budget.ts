/** Tokens of a passage with its heading path. MiniLM reads 256; the estimate may be short of the truth. */
export const passageTokens = 200;

/** Of these, how much the heading path takes at most, as a share. */
export const pathShare = 0.3;

/** What fits into a passage whatever headings stand above it, in tokens. */
export const wholeBlockTokens = Math.floor(passageTokens * (1 - pathShare));
