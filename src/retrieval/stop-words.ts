/**
 * English words too common to tell one text from another, folded as `splitWords` folds them. They are left
 * out of queries, not out of the index, so that a query of nothing else ("to be or not to be") still matches.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about all also am an and any are aren't as at be because been being but by can can't could couldn't did
  didn't do does doesn't doing don't for from had has have having he her hers him his how i i'd i'll i'm i've
  if in into is isn't it its let many me might mine much must my myself no nor not of on or our ours please
  shall she should so some such tell than that the their theirs them then there these they this those to too
  us was wasn't we were weren't what when where whether which while who whom whose why will with won't would
  wouldn't you you're your yours`.split(/\s+/),
);
