import type { Block } from './block.ts';
import type { FunctionCall } from './parse-call.ts';
import type { CoreMemoryChange } from './proposal.ts';

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

/** The blocks that the model may change, by label. */
export function writableLabels(blocks: readonly Pick<Block, 'label' | 'locked'>[]): string[] {
  return blocks.filter(({ locked }) => !locked).map(({ label }) => label);
}

/** A block's text as the model reads it: lines numbered from 1, so that it can name one. */
export function numberLines(value: string): string {
  if (value === '') return '(empty)';
  return value
    .split('\n')
    .map((line, index) => `${index + 1}: ${line}`)
    .join('\n');
}

/** What a call of one of the two functions asks for. */
export function coreMemoryChange(
  call: Extract<FunctionCall, { name: 'core_memory_append' | 'core_memory_replace' }>,
): CoreMemoryChange {
  if (call.name === 'core_memory_append') return { type: 'append', content: call.arguments.content };
  const { old_content: oldContent, new_content: newContent } = call.arguments;
  return { type: 'replace', oldContent, newContent };
}

/** A block with a change made to it. */
export function changeBlock(block: Block, change: CoreMemoryChange): BlockChange {
  if (change.type === 'append') return appendToBlock(block, change.content);
  return replaceInBlock(block, change.oldContent, change.newContent);
}

/** Adds `content` as a new line. */
export function appendToBlock(block: Block, content: string): BlockChange {
  const line = withoutNumbers(content);
  if (line === '') return { ok: false, message: 'There was nothing to append.' };
  return { ok: true, value: block.value === '' ? line : `${block.value}\n${line}` };
}

/**
 * Replaces the one place that `oldContent` names: text that stands there (white space and case are forgiven
 * where the exact text does not occur, because small models can't repeat a text exactly), or a line by its
 * number. An empty `newContent` deletes.
 */
export function replaceInBlock(block: Block, oldContent: string, newContent: string): BlockChange {
  const wanted = withoutNumbers(oldContent);
  const line = lineNumber(oldContent);
  if (wanted === '' && line === null) {
    return { ok: false, message: 'old_content was empty: name the text or the line to replace.' };
  }
  const [found] = [exactPlaces, loosePlaces]
    .map((find) => (wanted === '' ? [] : find(block.value, wanted)))
    .filter((places) => places.length > 0);
  const places = found ?? linePlaces(block.value, line);
  const [place] = places;
  const stands = `It reads:\n${numberLines(block.value)}`;
  if (!place) return { ok: false, message: `"${oldContent}" is not in ${block.label}. ${stands}` };
  if (places.length > 1) {
    const message = `"${oldContent}" stands ${places.length} times in ${block.label}: quote more of it. ${stands}`;
    return { ok: false, message };
  }
  const value = block.value.slice(0, place.start) + withoutNumbers(newContent) + block.value.slice(place.end);
  return { ok: true, value: tidyLines(value) };
}

/** "2", "line 2", "2:" name a line. */
function lineNumber(text: string): number | null {
  const match = /^\s*(?:line\s*)?(\d{1,3})\s*:?\s*$/i.exec(text);
  return match ? Number(match[1]) : null;
}

function linePlaces(text: string, line: number | null): Place[] {
  const lines = text.split('\n');
  const content = line === null ? undefined : lines[line - 1];
  if (line === null || content === undefined) return [];
  const start = lines.slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0);
  return [{ start, end: start + content.length }];
}

/** Models copy the line numbers that they read into what they write. */
function withoutNumbers(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\d{1,3}: /, ''))
    .join('\n')
    .trim();
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
