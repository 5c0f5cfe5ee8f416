/* What bounds a run, so that every one ends. */

/** Most steps from an event to a yield; the last offers only send_message. */
export const MAX_STEPS = 8;
/** Most steps of a memory turn; the last offers only summarize. */
export const MAX_MEMORY_STEPS = 4;
/** Tokens that a packed message of a memory turn takes at most, or a result in one. */
export const MEMORY_TURN_TOKENS = 120;
/** A run that has written this share of the window may only answer any more. */
export const MAX_WRITTEN_SHARE = 0.5;
/** How often the same call may be made in a run before only an answer is offered. */
export const MAX_REPEATS = 2;
/** How often a completion that was refused or cut off is tried again. */
export const MAX_RETRIES = 2;
