/** Where in a document's text the reader is to go; another object each time that it is asked for. */
export type ReaderGoal =
  | { readonly kind: 'passage' }
  | { readonly kind: 'match' }
  | { readonly kind: 'heading'; readonly start: number }
  | { readonly kind: 'page'; readonly number: number };

/** What of the drawn text shows a goal, as a selector. */
export function goalSelector(goal: ReaderGoal): string {
  if (goal.kind === 'passage') return 'mark[data-level]';
  if (goal.kind === 'match') return 'mark[data-found="current"]';
  return goal.kind === 'page' ? `[data-page="${goal.number}"]` : `[data-heading="${goal.start}"]`;
}
