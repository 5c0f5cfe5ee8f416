import type { AgentDependencies } from './agent-dependencies.ts';
import { archivalSpan } from './archival-span.ts';
import type { MessagePart } from './message.ts';
import { isLong } from './part-labels.ts';
import { readahead } from './readahead.ts';
import { seenMessages } from './seen-messages.ts';
import type { Session } from './session.ts';
import { tellDocuments } from './tell-documents.ts';

/**
 * What the system puts before a model that did not ask: which documents there are, where it does not know it yet,
 * and what the person's words are about (`readahead`, unless that is switched off).
 */
export async function fetchBeforehand(
  parts: readonly MessagePart[],
  session: Session,
  deps: AgentDependencies,
): Promise<{ readonly told: readonly MessagePart[]; readonly fetched: readonly MessagePart[] }> {
  const told = await newDocuments(session, deps);
  const fetched = await aboutWords(parts, session, deps);
  return { told, fetched };
}

async function newDocuments(
  session: Session,
  { documents: library, clock }: AgentDependencies,
): Promise<MessagePart[]> {
  if (!library || !session.isExplained) return [];
  const { conversation, budget } = session;
  const told = await tellDocuments({
    conversation,
    queue: await session.queue(),
    library,
    tokens: budget.documents,
    now: clock.now(),
    // A library that can't be read costs its listing, never the answer.
  }).catch(() => null);
  return told ? [told] : [];
}

async function aboutWords(
  parts: readonly MessagePart[],
  session: Session,
  { search, clock, readsAhead }: AgentDependencies,
): Promise<MessagePart[]> {
  const said = parts.find((part) => part.type === 'user_message');
  if (said?.type !== 'user_message' || readsAhead?.() === false) return [];
  const { labels } = session.conversation;
  const exclude = seenMessages(await session.queue());
  const fetched = await readahead(said.text, {
    search,
    clock,
    tokens: session.budget.readahead,
    exclude,
    ...archivalSpan(session.conversation),
    firstPassage: labels.passages + 1,
    firstMessage: labels.messages + (isLong(said.text, session.budget) ? 2 : 1),
    // Search that fails costs what would have been fetched, never the answer.
  }).catch(() => null);
  return fetched ? [fetched] : [];
}
