import { useCallback, useEffect, useRef, useState } from 'react';
import type { MessageHit } from '../kernel/memory-search.ts';
import { errorMessage } from './error-message.ts';
import { useApp, useAppState } from './use-app.ts';

interface Shown {
  /** The moment that the pages are counted from: it keeps them in place whatever is said meanwhile. */
  readonly until: number;
  /** Newest first. */
  readonly hits: readonly MessageHit[];
  /** Pages that are shown, and how many there are. */
  readonly page: number;
  readonly pages: number;
}

export interface RecallTimelineState {
  /** `null` until the first page is read. */
  readonly hits: readonly MessageHit[] | null;
  readonly hasEarlier: boolean;
  readonly problem: string;
  readonly readEarlier: () => void;
}

/**
 * What was said up to a moment, a page more each time it is asked for; up to now (`null`) it follows what is said.
 * @param until milliseconds since 1970
 */
export function useRecallTimeline(until: number | null): RecallTimelineState {
  const { client } = useApp().store;
  const head = useAppState((state) => state.view?.conversation.headId ?? null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState('');
  const isReading = useRef(false);
  /** A new head means that something was said. */
  const seenHead = useRef(head);

  useEffect(() => {
    let wanted = true;
    const from = until ?? Date.now();
    setShown(null);
    client.call('recallTimeline', { until: from, page: 1 }).then(
      ({ hits, page, pages }) => wanted && setShown({ until: from, hits, page, pages }),
      (error) => wanted && setProblem(errorMessage(error)),
    );
    return () => {
      wanted = false;
    };
  }, [client, until]);

  useEffect(() => {
    if (until !== null || seenHead.current === head) return;
    seenHead.current = head;
    let wanted = true;
    client.call('recallTimeline', { until: Date.now(), page: 1 }).then(
      ({ hits }) => wanted && setShown((before) => before && withNewest(before, hits)),
      // What is shown stays; the next word said tries again.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [client, until, head]);

  const readEarlier = useCallback(() => {
    if (!shown || isReading.current || shown.page >= shown.pages) return;
    isReading.current = true;
    client
      .call('recallTimeline', { until: shown.until, page: shown.page + 1 })
      .then(
        ({ hits, page, pages }) => {
          setProblem('');
          setShown((now) =>
            now?.until === shown.until ? { ...now, hits: [...now.hits, ...hits], page, pages } : now,
          );
        },
        (error) => setProblem(errorMessage(error)),
      )
      .finally(() => {
        isReading.current = false;
      });
  }, [client, shown]);

  return {
    hits: shown?.hits ?? null,
    hasEarlier: shown !== null && shown.page < shown.pages,
    problem,
    readEarlier,
  };
}

function withNewest(shown: Shown, newest: readonly MessageHit[]): Shown {
  const known = new Set(shown.hits.map(({ message }) => message.id));
  const added = newest.filter(({ message }) => !known.has(message.id) && message.createdAt > shown.until);
  return added.length === 0 ? shown : { ...shown, hits: [...added, ...shown.hits] };
}
