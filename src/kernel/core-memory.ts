import type { Block } from './block.ts';

/** A block's new text, or for the model: what was wrong and how the block stands. */
export type BlockChange =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string };

/** The blocks that a new agent starts with. */
export const defaultBlocks: readonly Pick<Block, 'label' | 'description' | 'value'>[] = [
  {
    label: 'human',
    description: 'what you know of the person: name, life, preferences, plans',
    value: '',
  },
  {
    label: 'persona',
    description: 'who you are and how you speak',
    value:
      'I am Pagefile, a careful, plain-spoken companion. I look things up before I answer and say where from.',
  },
];

/** Adds `content` as a new line. */
export function appendToBlock(block: Block, content: string): BlockChange {
  const line = content.trim();
  if (line === '') return { ok: false, message: 'There was nothing to append.' };
  return { ok: true, value: block.value === '' ? line : `${block.value}\n${line}` };
}

/**
 * Replaces the one place where `oldContent` stands; white space and case are forgiven where the exact text
 * does not occur, because small models can't repeat a text exactly. An empty `newContent` deletes.
 */
export function replaceInBlock(block: Block, oldContent: string, newContent: string): BlockChange {
  const wanted = oldContent.trim();
  if (wanted === '') return { ok: false, message: 'old_content was empty: name the text to replace.' };
  const places = exactPlaces(block.value, wanted);
  const found = places.length > 0 ? places : loosePlaces(block.value, wanted);
  const [place] = found;
  if (!place)
    return { ok: false, message: `"${oldContent}" is not in ${block.label}. It reads:\n${block.value}` };
  if (found.length > 1) {
    return {
      ok: false,
      message: `"${oldContent}" stands ${found.length} times in ${block.label}: quote more of it. It reads:\n${block.value}`,
    };
  }
  const value = block.value.slice(0, place.start) + newContent.trim() + block.value.slice(place.end);
  return { ok: true, value: tidyLines(value) };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function exactPlaces(text: string, wanted: string): Place[] {
  const places: Place[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    places.push({ start: at, end: at + wanted.length });
  }
  return places;
}

function loosePlaces(text: string, wanted: string): Place[] {
  const pattern = wanted
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  return [...text.matchAll(new RegExp(pattern, 'giu'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** A deleted line leaves no empty one behind. */
function tidyLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
