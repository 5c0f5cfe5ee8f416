/** A formula in TeX, as it stands in a text. */
export interface FoundMath {
  /** With its delimiters. */
  readonly raw: string;
  readonly tex: string;
  /** Whether it stands by itself, on a line of its own. */
  readonly display: boolean;
}

/** Any of the delimiters that open a formula. */
export const opensMath = /\$|\\[([]/;

/** No formula reaches over an empty line; an escaped sign does not close one. */
const paired: readonly { readonly pattern: RegExp; readonly display: boolean }[] = [
  { pattern: /^\$\$((?:\\[\s\S]|(?!\n[ \t]*\n)[^$\\])+?)\$\$/, display: true },
  { pattern: /^\\\[((?:(?!\n[ \t]*\n|\\\])[\s\S])+?)\\\]/, display: true },
  { pattern: /^\\\(((?:(?!\n[ \t]*\n|\\\))[\s\S])+?)\\\)/, display: false },
];
/** No space inside the signs, and nothing after them that makes the second one an amount or a name. */
const single = /^\$((?![\s$])(?:\\[^\n]|[^$\\\n])*?)(?<!\s)\$(?![\p{L}\p{N}$])/u;
const mathSign = /[\\^_=+<>{}|]|\s[-*/]\s/;

/** The formula at the start of `text`; `before` is the character in front of it. */
export function mathAt(text: string, before: string): FoundMath | null {
  for (const { pattern, display } of paired) {
    const [raw = '', inside = ''] = pattern.exec(text) ?? [];
    if (inside.trim() !== '') return { raw, tex: inside.trim(), display };
  }
  if (/[\p{L}\p{N}$\\]/u.test(before)) return null;
  const [raw = '', tex = ''] = single.exec(text) ?? [];
  return tex !== '' && looksLikeMath(tex) ? { raw, tex, display: false } : null;
}

/** Between two single dollar signs, words may stand as well, or two amounts of money. */
function looksLikeMath(tex: string): boolean {
  if (!/\s/.test(tex)) return true;
  if (!mathSign.test(tex)) return false;
  // What begins with a figure and goes on in words is an amount: "$5 plus tax + 3$".
  const words = tex.replace(/\{[^}]*\}/g, '').match(/(?<![\\\p{L}])\p{L}{2,}/u);
  return !(/^[\d.,]/.test(tex) && words);
}

/** The formula that takes whole lines from the start of `text` on, with the end of its last one. */
export function mathBlockAt(text: string): FoundMath | null {
  const indent = /^ {0,3}(?=\$\$|\\\[)/.exec(text)?.[0];
  if (indent === undefined) return null;
  const found = mathAt(text.slice(indent.length), '');
  if (!found?.display) return null;
  const rest = /^[ \t]*(?:\n|$)/.exec(text.slice(indent.length + found.raw.length));
  return rest && { ...found, raw: indent + found.raw + rest[0] };
}
