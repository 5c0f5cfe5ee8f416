import type { Clock } from './clock.ts';
import { clip } from './extractive-summary.ts';
import type { MessagePart } from './message.ts';
import { renderPart } from './render-part.ts';
import { charactersWithin, pageCharacters } from './window-budget.ts';

export interface PartsRoom {
  /** Most tokens that the packed message may take. */
  readonly tokens: number;
  readonly clock: Clock;
  /** Tokens of a packed message with this content. */
  readonly count: (content: string) => Promise<number>;
}

/** Documents named one by one; of more only the number is told. */
const MOST_DOCUMENTS = 5;
/** Below this many characters a part is not cut any further. */
const LEAST_CHARACTERS = 40;

/**
 * A packed message's content: an event a line, merged and cut until it fits. The row keeps the parts whole;
 * what was cut of the person's words is read on under their label. Escapes, emoji and other scripts take
 * more tokens than a character count foresees, so what is cut is counted.
 */
export async function fitParts(parts: readonly MessagePart[], room: PartsRoom): Promise<string> {
  const { merged, documentsLeftOut } = mergeParts(parts);
  const note =
    documentsLeftOut > 0 ? [JSON.stringify({ type: 'documents_added', more: documentsLeftOut })] : [];
  for (let characters = charactersWithin(room.tokens); ; characters = Math.floor(characters / 2)) {
    const lines = merged.map((part) => renderPart(cutPart(part, characters, room), room.clock));
    const content = [...note, ...lines].join('\n');
    // A token is a character at least, but for scripts that no tokenizer was made for.
    if (characters < LEAST_CHARACTERS || (await room.count(content)) <= room.tokens) return content;
  }
}

/** What piled up since the last packed message, told once: the last word on each thing. */
function mergeParts(parts: readonly MessagePart[]): {
  merged: readonly MessagePart[];
  documentsLeftOut: number;
} {
  const documents = parts.filter((part) => part.type === 'document_added');
  const named = new Set<MessagePart>(documents.slice(-MOST_DOCUMENTS));
  const merged = parts.filter((part, index) => {
    if (part.type === 'document_added') return named.has(part);
    if (part.type === 'core_memory') {
      return !parts.slice(index + 1).some((it) => it.type === 'core_memory' && it.label === part.label);
    }
    if (part.type === 'login' || part.type === 'run_interrupted') {
      return !parts.slice(index + 1).some((it) => it.type === part.type);
    }
    return true;
  });
  return { merged, documentsLeftOut: documents.length - named.size };
}

function cutPart(part: MessagePart, characters: number, { tokens }: PartsRoom): MessagePart {
  switch (part.type) {
    case 'user_message': {
      const { label, ...rest } = part;
      const page = Math.min(characters, pageCharacters(tokens));
      if (part.text.length <= page) return rest;
      // Pages are read on as memory_read cuts them; where less was shown, from the first.
      const next = page === pageCharacters(tokens) ? 2 : 1;
      return { ...rest, text: part.text.slice(0, page), ...(label && { label, next }) };
    }
    case 'function_result':
    case 'readahead':
      return { ...part, message: clip(part.message, characters) };
    case 'core_memory':
      return { ...part, value: clip(part.value, characters) };
    case 'document_added':
      return { ...part, name: clip(part.name, characters) };
    case 'documents':
      return cutDocuments(part, characters);
    default:
      return part;
  }
}

/** Outlines go first, then the documents named last. */
function cutDocuments(
  part: Extract<MessagePart, { type: 'documents' }>,
  characters: number,
): Extract<MessagePart, { type: 'documents' }> {
  const length = (it: { name: string; outline: readonly string[] }) =>
    it.name.length + it.outline.join().length;
  const total = part.documents.reduce((sum, it) => sum + length(it), 0);
  if (total <= characters) return part;
  let left = characters;
  const documents = part.documents.flatMap((it, index) => {
    left -= it.name.length;
    return left < 0 && index > 0 ? [] : [{ ...it, name: clip(it.name, characters), outline: [] }];
  });
  return { ...part, documents, more: part.more + part.documents.length - documents.length };
}
