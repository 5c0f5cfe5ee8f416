import type { Summary } from '../kernel/conversation.ts';
import type { Citation, Interruption, LabelledHit, Message, MessagePart } from '../kernel/message.ts';
import type { ConversationView } from '../worker/app-protocol.ts';
import { dayAround } from './format-time.ts';
import { joinReplies } from './join-replies.ts';

/** A function the model called, and what came of it. `arguments` are `null` for what the system fetched itself. */
export interface MemoryAct {
  readonly functionName: string;
  readonly thought: string;
  readonly arguments: Readonly<Record<string, unknown>> | null;
  /** The one document that a search was told to look in. */
  readonly documentName?: string;
  readonly result: {
    readonly ok: boolean;
    readonly message: string;
    readonly hits: readonly LabelledHit[];
  } | null;
}

export type TurnItem =
  | {
      readonly type: 'memory';
      readonly acts: readonly MemoryAct[];
      /** The run that did it, where it went on with the turn's own. */
      readonly runId?: string;
    }
  | {
      readonly type: 'reply';
      readonly messageId: string;
      /** Interrupted replies that this one goes on with, by message: their words stand before its own. */
      readonly earlierIds?: readonly string[];
      /** It is not to be remembered. */
      readonly leftOut?: true;
      /** The model that wrote it. */
      readonly modelId: string | null;
      readonly text: string;
      /** Stopped by the person or cut off: the text is what was written. */
      readonly interrupted: Interruption | null;
      readonly citations: readonly Citation[];
    };

type ReplyItem = Extract<TurnItem, { type: 'reply' }>;

/** What woke the model: the person's words, a timed heartbeat, or its window filling up. */
export type TurnCause = 'words' | 'timer' | 'memory-turn';

type SearchAnswerPart = Extract<MessagePart, { type: 'search_answer' }>;
type DocumentPart = Extract<MessagePart, { type: 'document_added' }>;

export type TranscriptEntry =
  | {
      readonly type: 'said';
      readonly key: string;
      readonly messageId: string;
      readonly text: string;
      /** It is not to be remembered. */
      readonly leftOut?: true;
    }
  /** Everything one run did and said, in order. */
  | {
      readonly type: 'turn';
      readonly key: string;
      readonly runId: string | null;
      readonly cause: TurnCause;
      readonly items: readonly TurnItem[];
    }
  | {
      readonly type: 'search';
      readonly key: string;
      readonly messageId: string;
      readonly part: SearchAnswerPart;
    }
  | { readonly type: 'document'; readonly key: string; readonly part: DocumentPart }
  /** A run that was never finished, with the words it had come to; and the message it was to answer. */
  | {
      readonly type: 'interrupted';
      readonly key: string;
      readonly text: string;
      readonly askedId: string | null;
    }
  /** What follows was said on another day than what stands before. */
  | { readonly type: 'day'; readonly key: string; readonly at: number }
  /** Everything above has left the queue and stays in recall; the model has a summary of it. */
  | { readonly type: 'paged'; readonly key: string; readonly summary: PagedSummary };

export type PagedSummary = Pick<Summary, 'text' | 'messages' | 'by'>;

type OpenTurn = Extract<TranscriptEntry, { type: 'turn' }> & { readonly items: TurnItem[] };

type ViewParts = Pick<ConversationView, 'messages' | 'partialReply'> & {
  readonly conversation: Pick<ConversationView['conversation'], 'summary'> &
    Partial<Pick<ConversationView['conversation'], 'pending'>>;
};

/**
 * The transcript as it is drawn. Messages are made for the model (a packed message carries a function's result
 * together with the person's next words); here each result goes back to its call, and a run is one turn.
 */
export function transcriptEntries({ conversation, messages, partialReply }: ViewParts): TranscriptEntry[] {
  const entries: TranscriptEntry[] = [];
  let turn: OpenTurn | null = null;
  const { summary } = conversation;
  const documentNames = new Map<string, string>();
  const causes = new Map<string | null, TurnCause>();
  /** Runs that go on with an interrupted reply, and the turn that it stands in. */
  const goesOn = new Map<string | null, OpenTurn>();
  const lastOfPartial = partialReply && messages.findLast((it) => it.runId === partialReply.runId);

  const openTurn = (message: Message): OpenTurn => {
    if (turn && (turn.runId === message.runId || goesOn.get(message.runId) === turn)) return turn;
    turn = {
      type: 'turn',
      key: `turn-${message.id}`,
      runId: message.runId,
      cause: causes.get(message.runId) ?? 'words',
      items: [],
    };
    entries.push(turn);
    return turn;
  };

  const interrupted = (key: string, text: string): void => {
    turn = null;
    const askedId = entries.findLast((it) => it.type === 'said')?.messageId ?? null;
    entries.push({ type: 'interrupted', key, text, askedId });
  };

  const endPaged = (messageId: string | null | undefined): void => {
    if (!summary || messageId !== summary.throughMessageId) return;
    turn = null;
    const { text, messages, by } = summary;
    entries.push({ type: 'paged', key: `paged-${messageId}`, summary: { text, messages, by } });
  };

  /** The day of what was shown last, from its first moment to that of the next. */
  let day: ReturnType<typeof dayAround> | null = null;
  // All that is here may be what the window still holds.
  endPaged(messages[0]?.parentId);

  messages.forEach((message) => {
    const fetched: MemoryAct[] = [];
    const from = entries.length;
    message.parts.forEach((part, index) => {
      const key = `${message.id}-${index}`;
      switch (part.type) {
        case 'user_message':
          turn = null;
          // Versions share the message before them: keyed by it, one gives its place and focus to the next.
          entries.push({
            type: 'said',
            key: `said-${message.parentId}`,
            messageId: message.id,
            text: part.text,
            ...(message.leftOut && { leftOut: true }),
          });
          break;
        case 'continue':
          if (turn) goesOn.set(message.runId, turn);
          break;
        case 'timer':
          causes.set(message.runId, 'timer');
          break;
        case 'memory_turn':
          causes.set(message.runId, 'memory-turn');
          break;
        case 'document_added':
          turn = null;
          entries.push({ type: 'document', key, part });
          break;
        case 'documents':
          for (const { label, name } of part.documents) documentNames.set(label, name);
          break;
        case 'function_result':
          giveResult(entries, part);
          break;
        case 'readahead':
          fetched.push(unasked(part));
          break;
        case 'call':
          if (part.functionName !== 'send_message')
            addAct(openTurn(message), asAct(part, documentNames), message.runId);
          else if (part.reply) {
            const { reply: text, citations, interrupted = null } = part;
            addReply(openTurn(message), {
              type: 'reply',
              messageId: message.id,
              modelId: message.modelId,
              text,
              interrupted,
              citations,
              ...(message.leftOut && { leftOut: true }),
            });
          }
          break;
        case 'search_answer':
          turn = null;
          entries.push({ type: 'search', key, messageId: message.id, part });
          break;
        case 'run_interrupted':
          // A reply that was cut off says so itself; this part tells the model.
          if (!endsInterrupted(entries)) interrupted(key, '');
          break;
      }
    });
    // What was fetched for a question belongs under it, wherever it stands in the packed message.
    for (const act of fetched) addAct(openTurn(message), act, message.runId);
    if (partialReply && message === lastOfPartial)
      interrupted(`partial-${partialReply.runId}`, partialReply.text);
    if (entries.length > from) {
      const at = message.createdAt;
      // A turn that goes on past midnight stays whole.
      if (day === null || at < day.from || at >= day.to) {
        if (day !== null) entries.splice(from, 0, { type: 'day', key: `day-${message.id}`, at });
        day = dayAround(at);
      }
    }
    endPaged(message.id);
  });
  // What no step has read yet is a result all the same.
  for (const part of conversation.pending ?? [])
    if (part.type === 'function_result') giveResult(entries, part);
  if (partialReply && !lastOfPartial) interrupted(`partial-${partialReply.runId}`, partialReply.text);
  return entries;
}

function endsInterrupted(entries: readonly TranscriptEntry[]): boolean {
  const last = entries.at(-1);
  if (last?.type === 'interrupted') return true;
  const item = last?.type === 'turn' ? last.items.at(-1) : undefined;
  return item?.type === 'reply' && item.interrupted !== null;
}

type ResultPart = Extract<MessagePart, { type: 'function_result' }>;

/** Gives a result to the call that waits for it. */
function giveResult(entries: readonly TranscriptEntry[], part: ResultPart): void {
  // That the words were delivered is nothing to tell.
  if (part.functionName === 'send_message') return;
  const turn = entries.findLast((it) => it.type === 'turn');
  if (!turn) return;
  const items = turn.items as TurnItem[];
  for (const [i, item] of items.entries()) {
    if (item.type !== 'memory') continue;
    const at = item.acts.findIndex((it) => it.result === null && it.functionName === part.functionName);
    const act = item.acts[at];
    if (!act) continue;
    const { ok, message, hits } = part;
    items[i] = { ...item, acts: item.acts.with(at, { ...act, result: { ok, message, hits } }) };
    return;
  }
}

function addAct(turn: OpenTurn, act: MemoryAct, runId: string | null): void {
  const last = turn.items.at(-1);
  // What each run did is taken back by itself.
  const other = runId !== null && runId !== turn.runId ? { runId } : {};
  if (last?.type === 'memory' && last.runId === other.runId)
    turn.items[turn.items.length - 1] = { ...last, acts: [...last.acts, act] };
  else turn.items.push({ type: 'memory', acts: [act], ...other });
}

/** A reply; one that goes on with an interrupted one takes it in, behind what memory did since. */
function addReply(turn: OpenTurn, reply: ReplyItem): void {
  const at = turn.items.findLastIndex((it) => it.type === 'reply');
  const begun = turn.items[at];
  if (begun?.type !== 'reply' || begun.interrupted === null) return void turn.items.push(reply);
  const earlierIds = [...(begun.earlierIds ?? []), begun.messageId];
  turn.items.splice(at, 1);
  turn.items.push({ ...reply, ...joinReplies(begun, reply), earlierIds });
}

type CallPart = Extract<MessagePart, { type: 'call' }>;

/** @param documentNames by the labels under which the model knows them */
function asAct(
  { functionName, thought, arguments: values }: CallPart,
  documentNames: ReadonlyMap<string, string>,
): MemoryAct {
  const name = documentNames.get(String(values.document));
  return { functionName, thought, arguments: values, result: null, ...(name && { documentName: name }) };
}

/** What the system fetched before the model asked. */
function unasked({ type, message, hits }: Extract<MessagePart, { type: 'readahead' }>): MemoryAct {
  return { functionName: type, thought: '', arguments: null, result: { ok: true, message, hits } };
}
