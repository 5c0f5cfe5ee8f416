import type { MemoryBudget } from './memory-budget.ts';
import { readXml } from './read-xml.ts';

interface Level {
  start: number;
  format: string;
  /** As "%1.%2", where %1 is the number of the outermost level. */
  text: string;
  style: string | null;
}

type Levels = Map<number, Level>;

/** Counts the items of a Word document's lists, whose numbers are nowhere written down. */
export class DocxNumbering {
  /** Of each list, the definition that it counts by. */
  readonly #definitionOf = new Map<string, string>();
  readonly #levels = new Map<string, Levels>();
  /** Starts of a list's own, by list and depth. */
  readonly #starts = new Map<string, number>();
  readonly #counted = new Map<string, number[]>();
  readonly #startedLists = new Set<string>();

  /** @param bytes its numbering part; `null` where there is none */
  static async read(bytes: Uint8Array | null, budget: MemoryBudget): Promise<DocxNumbering> {
    const numbering = new DocxNumbering();
    if (bytes) await readXml(bytes, numbering.#reader(), budget);
    return numbering;
  }

  /** The depth from 0 at which a list counts paragraphs of this style. */
  depthOf(listId: string, style: string): number | null {
    const levels = this.#levelsOf(listId);
    for (const [depth, level] of levels ?? []) if (level.style === style) return depth;
    return null;
  }

  /**
   * Counts an item; what stands before it, as "2.1." or "-" for a bullet. Empty when the list shows nothing,
   * `null` when there is no such list.
   */
  count(listId: string, depth: number): string | null {
    const definition = this.#definitionOf.get(listId);
    const levels = this.#levelsOf(listId);
    const level = levels?.get(depth);
    if (definition === undefined || !levels || !level) return null;
    const numbers = this.#counted.get(definition) ?? [];
    this.#counted.set(definition, numbers);
    this.#restart(listId, numbers);
    numbers[depth] = (numbers[depth] ?? this.#startOf(listId, depth, level) - 1) + 1;
    numbers.length = depth + 1;
    if (level.format === 'none') return '';
    if (level.format === 'bullet') return '-';
    return level.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const other = levels.get(at) ?? level;
      return formatNumber(numbers[at] ?? other.start, other.format);
    });
  }

  #levelsOf(listId: string): Levels | undefined {
    return this.#levels.get(this.#definitionOf.get(listId) ?? '');
  }

  /** Lists that share a definition go on counting, unless one says where it starts. */
  #restart(listId: string, numbers: number[]): void {
    if (this.#startedLists.has(listId)) return;
    this.#startedLists.add(listId);
    if ([...this.#starts.keys()].some((key) => key.startsWith(`${listId}/`))) numbers.length = 0;
  }

  #startOf(listId: string, depth: number, level: Level): number {
    return this.#starts.get(`${listId}/${depth}`) ?? level.start;
  }

  #reader() {
    let definition = '';
    let list = '';
    let depth = 0;
    let level: Level | null = null;
    return {
      open: (name: string, { val = '', ...attributes }: Readonly<Record<string, string>>) => {
        if (name === 'abstractNum') {
          definition = attributes.abstractNumId ?? '';
          list = '';
          this.#levels.set(definition, new Map());
        } else if (name === 'num') list = attributes.numId ?? '';
        else if (name === 'abstractNumId') this.#definitionOf.set(list, val);
        else if (name === 'lvlOverride') depth = Number(attributes.ilvl);
        else if (name === 'startOverride') this.#starts.set(`${list}/${depth}`, Number(val) || 0);
        else if (name === 'lvl' && list === '') {
          level = { start: 1, format: 'decimal', text: '', style: null };
          this.#levels.get(definition)?.set(Number(attributes.ilvl), level);
        } else if (level) takeLevel(level, name, val);
      },
      close: (name: string) => {
        if (name === 'lvl') level = null;
      },
    };
  }
}

function takeLevel(level: Level, name: string, value: string): void {
  if (name === 'start') level.start = Number(value) || 0;
  else if (name === 'numFmt') level.format = value;
  else if (name === 'lvlText') level.text = value;
  else if (name === 'pStyle') level.style = value;
}

function formatNumber(value: number, format: string): string {
  if (format === 'lowerLetter') return letters(value);
  if (format === 'upperLetter') return letters(value).toUpperCase();
  if (format === 'lowerRoman') return roman(value);
  if (format === 'upperRoman') return roman(value).toUpperCase();
  if (format === 'decimalZero') return String(value).padStart(2, '0');
  return String(value);
}

/** a to z, then aa, bb and so on, as Word counts. */
function letters(value: number): string {
  if (value < 1 || value > 2_600) return String(value);
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** A number from 1 to 3,999 in lower-case Roman numerals; others stay as they are. */
export function roman(value: number): string {
  if (value < 1 || value > 3_999) return String(value);
  let left = value;
  let written = '';
  for (const [worth, sign] of ROMAN) {
    for (; left >= worth; left -= worth) written += sign;
  }
  return written;
}
