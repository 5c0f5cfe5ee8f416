import { useEffect, useMemo, useState } from 'react';
import type { Conversation } from '../kernel/conversation.ts';
import type { FoundTexts } from '../worker/search-everything.ts';
import { paletteCommands } from './palette-commands.ts';
import type { PaletteGroup, PaletteGroupName } from './palette-entry.ts';
import { paletteGroups } from './palette-groups.ts';
import { foldedName } from './palette-match.ts';
import { useAppState } from './use-app.ts';

/**
 * The list for what is written. Names are compared in the page and at once, so that Enter never chooses from the
 * list for fewer letters: ten thousand take a few milliseconds.
 */
export function usePaletteGroups(
  query: string,
  only: PaletteGroupName | null,
  limit: number,
  found: FoundTexts | null,
): readonly PaletteGroup[] {
  const conversations = useAppState((state) => state.conversations);
  const documents = useAppState((state) => state.documents);
  const isRunning = useAppState(
    ({ view, runs }) => view !== null && runs[view.conversation.id] !== undefined,
  );
  const currentId = useAppState(({ view }) => view?.conversation.id ?? null);
  const [now] = useState(() => Date.now());
  // A chat in which nothing has been said is nothing to go back to.
  const chats = useMemo(
    () => conversations.filter(({ headId, deletedAt }) => headId !== null && !deletedAt),
    [conversations],
  );

  useFoldedAhead(chats);

  return useMemo(() => {
    const commands = paletteCommands.filter(({ isForRuns }) => isRunning || !isForRuns);
    return paletteGroups({ query, only, limit, chats, documents, commands, found, now, currentId });
  }, [query, only, limit, chats, documents, isRunning, found, now, currentId]);
}

/** Titles folded at once: some milliseconds of work. */
const foldedAtOnce = 500;

/** Folds titles between other work, so that the first key finds even ten thousand of them folded. */
function useFoldedAhead(chats: readonly Conversation[]): void {
  useEffect(() => {
    let from = 0;
    let timer = setTimeout(go);
    function go(): void {
      for (const chat of chats.slice(from, from + foldedAtOnce)) foldedName(chat, chat.title);
      from += foldedAtOnce;
      if (from < chats.length) timer = setTimeout(go);
    }
    return () => clearTimeout(timer);
  }, [chats]);
}
