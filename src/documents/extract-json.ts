import { BlockWriter } from './block-writer.ts';
import { documentLimits } from './document-limits.ts';
import { extractCode } from './extract-code.ts';
import type { Extraction } from './extracted-document.ts';
import { MemoryBudget } from './memory-budget.ts';
import { type JsonLeaf, scanJson } from './scan-json.ts';

/** A list of short values goes on one line up to about here. */
const LONGEST_LINE = 300;

/**
 * JSON as lines of "path: value", so that each can be read by itself; every entry of the outermost list or
 * object is a block. What is no JSON, or too long to take apart, is kept as it is. `text` is decoded, cleaned.
 */
export function extractJson(text: string, budget: MemoryBudget = new MemoryBudget()): Extraction {
  const writer = new BlockWriter({ budget });
  const lines = new JsonLines(writer);
  const isJson =
    text.length < documentLimits.characters &&
    scanJson(text, (leaf) => {
      lines.take(leaf);
      return !writer.isFull;
    });
  lines.flush();
  return isJson ? writer.finish('json') : extractCode(text, 'json');
}

class JsonLines {
  readonly #writer: BlockWriter;
  #entry = '';
  #lines: string[] = [];
  /** Path of the list whose short values the last line tells. */
  #list: string | null = null;

  constructor(writer: BlockWriter) {
    this.#writer = writer;
  }

  take({ path, text, record }: JsonLeaf): void {
    const entry = JSON.stringify([record, ...path.slice(0, entryDepth(path))]);
    if (entry !== this.#entry) this.flush();
    this.#entry = entry;
    // The place in the outermost list is the block's.
    const shown = typeof path[0] === 'number' ? path.slice(1) : path;
    const list = typeof shown.at(-1) === 'number' ? writePath(shown.slice(0, -1)) : null;
    const value = text.replaceAll('\n', '\n  ');
    const last = this.#lines.at(-1) ?? '';
    const goesOn = list !== null && list === this.#list && last.length + value.length < LONGEST_LINE;
    if (goesOn) this.#lines[this.#lines.length - 1] = `${last}, ${value}`;
    else this.#lines.push(withName(list ?? writePath(shown), value));
    this.#list = list;
  }

  flush(): void {
    this.#writer.table(this.#lines.join('\n'), true);
    this.#lines = [];
    this.#list = null;
  }
}

/** Entries of a list that stands in the outermost object are entries as well. */
function entryDepth(path: JsonLeaf['path']): number {
  return typeof path[0] === 'string' && typeof path[1] === 'number' && path.length > 2 ? 2 : 1;
}

function withName(name: string, value: string): string {
  return name === '' ? value : `${name}: ${value}`;
}

/** As "people[2].name". */
function writePath(path: JsonLeaf['path']): string {
  return path.map((key, at) => (typeof key === 'number' ? `[${key}]` : at > 0 ? `.${key}` : key)).join('');
}
