import type { Clock } from './clock.ts';
import { escapeSpecialTokens } from './escape-special-tokens.ts';
import { localTime, timeAgo } from './local-time.ts';
import type { MessagePart, ToldDocument } from './message.ts';

/**
 * One line of a packed message: a JSON object, as MemGPT sends its events. The text of a person, a document
 * or a result is a JSON string on one line, so that nothing in it can pass for another event.
 */
export function renderPart(part: MessagePart, clock: Clock): string {
  return escapeSpecialTokens(JSON.stringify(describePart(part, clock)));
}

/** A packed message: everything new for one step, an event a line. */
export function renderParts(parts: readonly MessagePart[], clock: Clock): string {
  return parts.map((part) => renderPart(part, clock)).join('\n');
}

function describePart(part: MessagePart, clock: Clock): object {
  const time = localTime('at' in part ? part.at : clock.now(), clock.timeZone);
  switch (part.type) {
    case 'user_message':
      return {
        type: 'user_message',
        time,
        message: part.text,
        ...(part.label && { rest: `memory_read("${part.label}", ${part.next ?? 2})` }),
      };
    case 'continue':
      return {
        type: 'continue',
        message:
          'The person asks you to go on. Send what comes next of your interrupted reply, and nothing of it again; where it stopped within a word, begin with that word.',
        ends: part.after,
      };
    case 'timer':
      return {
        type: 'heartbeat',
        time,
        message: 'Nobody wrote. Do what is useful, or rest with pause_heartbeats(minutes).',
      };
    case 'login':
      return {
        type: 'login',
        time,
        last_seen: part.lastSeen === null ? 'never' : timeAgo(part.lastSeen, clock),
      };
    case 'document_added':
      return {
        type: 'document_added',
        time,
        name: between(part, part.name),
        pages: part.pages,
        passages: part.passages,
      };
    case 'documents':
      return {
        type: 'documents',
        ...(part.documents.length > 0 && { message: between(part, part.documents.map(toLine).join('\n')) }),
        ...(part.more > 0 && { more: `${part.more} not named here; a search finds them` }),
        ...(part.gone.length > 0 && { gone: part.gone }),
      };
    case 'function_result':
      return {
        type: 'function_result',
        function: part.functionName,
        status: part.ok ? 'OK' : 'Failed',
        message: between(part, part.message),
      };
    case 'readahead':
      return { type: 'readahead', message: between(part, part.message) };
    case 'memory_pressure':
      return {
        type: 'memory_pressure',
        message: `The window is ${Math.round((100 * part.filled) / part.window)} % full; the oldest messages will leave it for recall. Save what matters. Do not mention this.`,
      };
    case 'memory_turn':
      return {
        type: 'memory_turn',
        message:
          'Nobody is waiting. Write down what should be kept (core memory for lasting facts, archival for details), then call summarize: a short account of the conversation, the earlier summary included; keep: phrases that must stay word for word, or [].',
      };
    case 'core_memory':
      return {
        type: 'core_memory',
        message: 'The person edited this block.',
        label: part.label,
        value: part.value,
      };
    case 'run_interrupted':
      return { type: 'interrupted', message: part.reason };
    case 'search_answer':
      return {
        type: 'search_without_model',
        message: `No model was loaded; the person was shown: ${between(part, part.citations.map(describeCitation).join('; ')) || 'nothing found'}`,
      };
    case 'call':
      throw new Error("A call is the assistant's own message and is never packed.");
  }
}

/** Material between its mark, where it has one (`markMaterial`). */
function between({ mark }: { readonly mark?: string }, text: string): string {
  return mark && text !== '' ? `<${mark}>${text}</${mark}>` : text;
}

function toLine({ label, name, pages, outline }: ToldDocument): string {
  const size = pages === null ? '' : `, ${pages} pages`;
  return `${label} ${name}${size}${outline.length > 0 ? `: ${outline.join('; ')}` : ''}`;
}

function describeCitation(citation: {
  label: string;
  documentName: string | null;
  page: number | null;
}): string {
  const page = citation.page === null ? '' : ` p. ${citation.page}`;
  return `${citation.label} ${citation.documentName ?? 'note'}${page}`;
}
