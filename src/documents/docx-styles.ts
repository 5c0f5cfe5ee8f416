import type { MemoryBudget } from './memory-budget.ts';
import { readXml } from './read-xml.ts';

/** What matters of a paragraph or character style, that of the styles it is based on included. */
export interface DocxStyle {
  /** 1 to 6 for a heading's, else 0. */
  readonly level: number;
  readonly isTitle: boolean;
  readonly isHidden: boolean;
  /** Numbering list and depth from 0; `null` where the style has none or leaves it open. */
  readonly listId: string | null;
  readonly depth: number | null;
}

interface OwnStyle {
  name: string;
  basedOn: string | null;
  outline: number | null;
  isHidden: boolean | null;
  listId: string | null;
  depth: number | null;
}

export const plainStyle: DocxStyle = {
  level: 0,
  isTitle: false,
  isHidden: false,
  listId: null,
  depth: null,
};

/** The styles of a Word document by their ids. */
export async function readDocxStyles(
  bytes: Uint8Array,
  budget: MemoryBudget,
): Promise<ReadonlyMap<string, DocxStyle>> {
  const own = new Map<string, OwnStyle>();
  let open: OwnStyle | null = null;
  await readXml(
    bytes,
    {
      open(name, { val, styleId, ...attributes }) {
        if (name === 'style') {
          open = { name: '', basedOn: null, outline: null, isHidden: null, listId: null, depth: null };
          own.set(styleId ?? attributes.id ?? '', open);
        } else if (open) take(open, name, val);
      },
      close(name) {
        if (name === 'style') open = null;
      },
    },
    budget,
  );
  return new Map([...own.keys()].map((id) => [id, resolveStyle(own, id)]));
}

function take(style: OwnStyle, name: string, value: string | undefined): void {
  if (name === 'name') style.name = value ?? '';
  else if (name === 'basedOn') style.basedOn = value ?? null;
  else if (name === 'outlineLvl') style.outline = Number(value);
  else if (name === 'vanish') style.isHidden = isOn(value);
  else if (name === 'numId') style.listId = value ?? null;
  else if (name === 'ilvl') style.depth = Number(value);
}

function resolveStyle(own: ReadonlyMap<string, OwnStyle>, id: string): DocxStyle {
  const chain: OwnStyle[] = [];
  // A style may be based on itself in a damaged file.
  for (let at = own.get(id); at && !chain.includes(at); at = own.get(at.basedOn ?? '')) chain.push(at);
  const first = <T>(pick: (style: OwnStyle) => T | null) => chain.map(pick).find((it) => it !== null) ?? null;
  const outline = first(headingOutline);
  return {
    level: outline === null ? 0 : headingLevel(outline),
    isTitle: /^title$/i.test(own.get(id)?.name ?? ''),
    isHidden: first(({ isHidden }) => isHidden) ?? false,
    listId: first(({ listId }) => listId),
    depth: first(({ depth }) => depth),
  };
}

function headingOutline({ outline, name }: OwnStyle): number | null {
  if (outline !== null) return outline;
  const named = /^heading (\d)$/i.exec(name)?.[1];
  return named ? Number(named) - 1 : null;
}

/** From an outline level from 0, where 9 is body text, to a heading's from 1; 0 for none. */
export function headingLevel(outline: number): number {
  return outline >= 0 && outline < 9 ? Math.min(6, outline + 1) : 0;
}

/** How Word writes yes: with nothing said, or with any of these. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || value === '1' || value === 'true' || value === 'on';
}
