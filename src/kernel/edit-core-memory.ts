import type { Block } from './block.ts';
import type { CallContext, CallOutcome } from './call-outcome.ts';
import { numberLines } from './core-memory.ts';
import { type EditGrounds, judgeEdit } from './judge-edit.ts';
import { localTime } from './local-time.ts';
import type { CoreMemoryChange, Proposal } from './proposal.ts';
import { type WindowTexts, windowTexts } from './window-texts.ts';
import { writeSources } from './write-sources.ts';

/** A change of a block that is possible. */
export interface BlockEditing {
  readonly block: Block;
  readonly change: CoreMemoryChange;
  /** The block as it will read. */
  readonly after: string;
  readonly reason: string;
}

/** Makes the change at once. */
export async function applyEdit(editing: BlockEditing, context: CallContext): Promise<CallOutcome> {
  const { block, after, reason } = editing;
  const now = context.clock.now();
  const sources = await sourcesOf(writtenOf(editing.change), context);
  return {
    ok: true,
    message: `${block.label} now reads:\n${numberLines(after)}`,
    block: { ...block, value: after, updatedAt: now },
    blockEdit: {
      id: context.newId(),
      agentId: context.agentId,
      label: block.label,
      at: now,
      by: 'model',
      reason,
      runId: context.runId,
      before: block.value,
      after,
      ...(sources.length > 0 && { sources }),
    },
  };
}

/**
 * Leaves the change to the person where it does not rest on their own words (`judgeEdit`); `null` where it does.
 * While nothing but the person and the model has been read in a chat, nobody else can have put the words there.
 */
export async function proposeEdit(editing: BlockEditing, context: CallContext): Promise<CallOutcome | null> {
  const { texts: reader, conversation, store, clock } = context;
  if (!reader) return null;
  const texts = await windowTexts(context.queue, store);
  if (texts.material.length === 0 && conversation.labels.passages === 0) return null;
  const { block, change, after } = editing;
  const grounds = { ...texts, told: toldBySystem(context), reader };
  const cause = judgeEdit({ written: writtenOf(change), before: block.value, after }, grounds);
  if (cause === null) return null;
  const waiting = (await store.proposals(context.agentId)).filter(({ label }) => label === block.label);
  if (waiting.some((it) => it.after === after && it.before === block.value)) {
    return {
      ok: false,
      message: `The person was asked to confirm this before. ${block.label} is unchanged.`,
    };
  }
  const proposal: Proposal = {
    id: context.newId(),
    agentId: context.agentId,
    conversationId: conversation.id,
    runId: context.runId,
    at: clock.now(),
    label: block.label,
    change,
    before: block.value,
    after,
    reason: editing.reason,
    cause,
    sources: sourcesAmong(writtenOf(change), texts, grounds),
  };
  const message = `${block.label} is unchanged: these are not the person's own words, so the person is asked to confirm. Go on.`;
  return { ok: true, message, proposal };
}

/** The documents that the words of a write come from. */
export async function sourcesOf(written: string, context: CallContext): Promise<string[]> {
  const { texts: reader, queue, store } = context;
  if (!reader) return [];
  const texts = await windowTexts(queue, store);
  return sourcesAmong(written, texts, { ...texts, told: toldBySystem(context), reader });
}

function sourcesAmong(written: string, { passages }: WindowTexts, grounds: EditGrounds): string[] {
  return writeSources(written, passages, grounds);
}

function writtenOf(change: CoreMemoryChange): string {
  return change.type === 'append' ? change.content : change.newContent;
}

/** Every event carries the time, which is free to be noted; however it is written. */
function toldBySystem({ clock }: CallContext): string {
  const now = clock.now();
  return `${localTime(now, clock.timeZone)} ${new Date(now).toISOString().slice(0, 10)}`;
}
