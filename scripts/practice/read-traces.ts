import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callKind } from './call-kind.ts';
import type { Piece } from './encode-example.ts';

/** One message of a trace as it stands in the shards. */
export interface TraceMessage {
  readonly role: string;
  readonly content: string;
  readonly loss?: false;
}

/**
 * The examples of a folder's shards (`*.jsonl`, one a line), in ChatML. A reply is learned, with the token that
 * ends it, unless it is marked `"loss": false`.
 *
 * @throws Error when a line is not as traces/ writes it
 */
export function readTraces(folder: string): Piece[][] {
  return readMessages(folder).map(piecesOf);
}

/** The same as messages. */
export function readMessages(folder: string): TraceMessage[][] {
  const shards = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const lines = shards
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  return lines.map(parseMessages);
}

function piecesOf(messages: readonly TraceMessage[]): Piece[] {
  return messages.flatMap(({ role, content, loss }, index) => {
    const learned = role === 'assistant' && loss !== false;
    const kind = learned ? callKind(content, messages[index - 1]?.content ?? '') : null;
    return [
      { text: `<|im_start|>${role}\n`, kind: null },
      { text: `${content}<|im_end|>`, kind },
      { text: '\n', kind: null },
    ];
  });
}

function parseMessages(line: string): TraceMessage[] {
  const example: unknown = JSON.parse(line);
  const messages =
    typeof example === 'object' && example !== null && 'messages' in example ? example.messages : null;
  if (!Array.isArray(messages)) throw new Error(`There are no messages in ${line}`);
  return messages.map(parseMessage);
}

function parseMessage(message: { role?: unknown; content?: unknown; loss?: unknown }): TraceMessage {
  const { role, content, loss } = message;
  if (typeof role !== 'string' || typeof content !== 'string')
    throw new Error('A message lacks its role or content.');
  return loss === false ? { role, content, loss } : { role, content };
}
