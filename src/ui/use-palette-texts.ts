import { useEffect, useState } from 'react';
import type { FoundTexts, TextGroup } from '../worker/search-everything.ts';
import { errorMessage } from './error-message.ts';
import type { PaletteGroupName } from './palette-entry.ts';
import { useApp } from './use-app.ts';

export interface PaletteTexts {
  /** What was found last; `null` while nothing is looked for, and until the first answer. */
  readonly found: FoundTexts | null;
  /** Words that are not answered yet. */
  readonly isSearching: boolean;
  /** Why the last search failed; empty where it did not. */
  readonly problem: string;
}

/** The writer's pause before texts are searched, in milliseconds. */
const pause = 150;
const nothing = { asked: '', found: null, problem: '' } as const;

/** Searches texts as one writes; of answers that come out of order, only that to the last question counts. */
export function usePaletteTexts(text: string, only: PaletteGroupName | null, limit: number): PaletteTexts {
  const { client } = useApp().store;
  const [answer, setAnswer] = useState<{
    readonly asked: string;
    readonly found: FoundTexts | null;
    readonly problem: string;
  }>(nothing);
  // Of names alone the page knows enough.
  const wanted = only !== null && !isTextGroup(only) ? '' : text.trim();
  const question = JSON.stringify([wanted, only, limit]);

  useEffect(() => {
    if (wanted === '') return setAnswer(nothing);
    let isCurrent = true;
    const timer = setTimeout(() => {
      const asked = client.call('searchEverything', {
        text: wanted,
        limit,
        ...(only && isTextGroup(only) && { only }),
      });
      asked.then(
        (found) => isCurrent && setAnswer({ asked: question, found, problem: '' }),
        (error) => isCurrent && setAnswer({ asked: question, found: null, problem: errorMessage(error) }),
      );
    }, pause);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, wanted, only, limit, question]);

  if (wanted === '') return { found: null, isSearching: false, problem: '' };
  return { found: answer.found, isSearching: answer.asked !== question, problem: answer.problem };
}

export function isTextGroup(name: PaletteGroupName): name is TextGroup {
  return name === 'messages' || name === 'notes' || name === 'passages';
}
