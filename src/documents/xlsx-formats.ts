import type { MemoryBudget } from './memory-budget.ts';
import { readXml } from './read-xml.ts';

/** How a number of a spreadsheet is shown, as far as it changes what is read. */
export type NumberKind = 'number' | 'percent' | 'date' | 'time' | 'date-time' | 'duration';

/** The kinds of a workbook's cell styles, by index. */
export async function readNumberKinds(
  bytes: Uint8Array,
  budget: MemoryBudget,
): Promise<readonly NumberKind[]> {
  const codes = new Map<string, string>();
  const kinds: NumberKind[] = [];
  let isCells = false;
  await readXml(
    bytes,
    {
      open(name, { numFmtId = '', formatCode = '' }) {
        if (name === 'numFmt') codes.set(numFmtId, formatCode);
        else if (name === 'cellXfs') isCells = true;
        else if (name === 'xf' && isCells) kinds.push(kindOf(numFmtId, codes.get(numFmtId)));
      },
      close(name) {
        if (name === 'cellXfs') isCells = false;
      },
    },
    budget,
  );
  return kinds;
}

/** Formats that are known by number alone, as ECMA-376 (18.8.30) lists them. */
function kindOf(id: string, code: string | undefined): NumberKind {
  if (code !== undefined) return kindOfCode(code);
  const number = Number(id);
  if (number === 9 || number === 10) return 'percent';
  if (number === 22) return 'date-time';
  if (number === 46) return 'duration';
  if ((number >= 18 && number <= 21) || number === 45 || number === 47) return 'time';
  const isDate =
    (number >= 14 && number <= 17) || (number >= 27 && number <= 36) || (number >= 50 && number <= 58);
  return isDate ? 'date' : 'number';
}

/** @param code as "dd/mm/yyyy hh:mm" */
export function kindOfCode(code: string): NumberKind {
  const first = code.split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return 'duration';
  const bare = first.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/general/gi, '');
  if (bare.includes('%')) return 'percent';
  const hasTime = /[hs]/i.test(bare);
  const hasDate = /[dy]/i.test(bare) || (/m/i.test(bare) && !hasTime);
  if (hasDate) return hasTime ? 'date-time' : 'date';
  return hasTime ? 'time' : 'number';
}

/**
 * A stored number as it is read: dates and times as ISO 8601 has them, percentages with their sign, others
 * without the noise of binary fractions.
 *
 * @param isFrom1904 the workbook counts days from 1904 instead of 1900
 */
export function showNumber(value: number, kind: NumberKind, isFrom1904: boolean): string {
  if (kind === 'percent') return `${plainNumber(value * 100)}%`;
  if (kind === 'number' || value < 0 || value >= LAST_DAY) return plainNumber(value);
  const seconds = Math.round(value * 86_400);
  if (kind === 'duration') return clock(seconds);
  if (kind === 'time' && value < 1) return clock(seconds);
  const days = Math.floor(seconds / 86_400);
  const day = dayOf(days, isFrom1904);
  const rest = seconds - days * 86_400;
  return kind === 'date' || rest === 0 ? day : `${day} ${clock(rest)}`;
}

/** The last day of 9999, as days from 1900. */
const LAST_DAY = 2_958_466;

function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}

function dayOf(days: number, isFrom1904: boolean): string {
  // Lotus 1-2-3 took 1900 for a leap year, and every spreadsheet since does.
  if (!isFrom1904 && days === 60) return '1900-02-29';
  const epoch = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(epoch + days * 86_400_000).toISOString().slice(0, 10);
}

function clock(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = rest === 0 ? [hours, minutes] : [hours, minutes, rest];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
