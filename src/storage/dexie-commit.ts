import type { Commit } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Database } from './database.ts';
import { forgetTexts, indexChangedTexts, indexTables } from './indexed-texts.ts';
import { putInOrder } from './ordered-rows.ts';
import { passageContext } from './passage-context.ts';
import { toPassageRow } from './passage-row.ts';
import { saidText } from './said-text.ts';
import { messageOwner, notesOwner } from './text-owners.ts';

/**
 * Writes a commit in one transaction; whatever throws on the way undoes all of it. Nothing but Dexie's own
 * promises is awaited inside, as anything else would end the transaction half-way.
 */
export function writeCommit(db: Database, commit: Commit): Promise<void> {
  const tables = [
    db.conversations,
    db.messages,
    db.blocks,
    db.block_edits,
    db.note_edits,
    db.proposals,
    db.passages,
    db.epochs,
    db.traces,
    db.pending_events,
    db.partial_replies,
    ...indexTables(db),
  ];
  return db.transaction('rw', tables, async () => {
    const { conversation, epoch, step, finishedEvents = [] } = commit;
    if (conversation !== undefined) await db.conversations.put(conversation);
    if (commit.otherConversation !== undefined) await db.conversations.put(commit.otherConversation);
    await putMessages(db, commit.messages ?? []);
    await db.blocks.bulkPut(commit.blocks ?? []);
    await db.blocks.bulkDelete((commit.removedBlocks ?? []).map(({ agentId, label }) => [agentId, label]));
    await putInOrder(db.block_edits, commit.blockEdits ?? []);
    await putNotes(db, commit.notes ?? []);
    await removeNotes(db, commit.removedNotes ?? []);
    await putInOrder(db.note_edits, commit.noteEdits ?? []);
    await db.proposals.bulkPut(commit.proposals ?? []);
    await db.proposals.bulkDelete([...(commit.settledProposals ?? [])]);
    await markUndone(db, commit.undoneEdits ?? []);
    if (epoch !== undefined) await db.epochs.put(epoch);
    if (step !== undefined) await db.traces.put(step);
    await putInOrder(db.pending_events, commit.addedEvents ?? []);
    if (finishedEvents.length > 0) await db.pending_events.where('id').anyOf(finishedEvents).delete();
    await putPartialReply(db, commit);
  });
}

async function putMessages(db: Database, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const before = await db.messages.bulkGet(messages.map((message) => message.id));
  await db.messages.bulkPut(messages);
  const changed = messages.flatMap((message, index) => {
    const old = before[index];
    const [oldText, text] = [old === undefined ? '' : saidText(old), saidText(message)];
    if (oldText === text && (old?.createdAt === message.createdAt || text === '')) return [];
    return [{ id: message.id, owner: messageOwner(message), text, replaces: oldText !== '' }];
  });
  await indexChangedTexts(db, 'message', changed);
}

async function putNotes(db: Database, notes: readonly Passage[]): Promise<void> {
  if (notes.length === 0) return;
  const before = await db.passages.bulkGet(notes.map((note) => note.id));
  await db.passages.bulkPut(notes.map(toPassageRow));
  const changed = notes.flatMap((note, index) => {
    const old = before[index];
    const text = passageContext(note);
    if (old !== undefined && passageContext(old) === text && old.createdAt === note.createdAt) return [];
    return [{ id: note.id, owner: notesOwner, text, replaces: old !== undefined }];
  });
  await indexChangedTexts(db, 'passage', changed);
}

async function removeNotes(db: Database, ids: readonly string[]): Promise<void> {
  await db.passages.bulkDelete([...ids]);
  await forgetTexts(db, 'passage', ids);
}

async function markUndone(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.block_edits.where('id').anyOf(ids).modify({ undone: true });
  await db.note_edits.where('id').anyOf(ids).modify({ undone: true });
}

async function putPartialReply(db: Database, { partialReply, conversation }: Commit): Promise<void> {
  if (partialReply === undefined) return;
  if (partialReply !== null) await db.partial_replies.put(partialReply);
  else if (conversation !== undefined) await db.partial_replies.delete(conversation.id);
}
