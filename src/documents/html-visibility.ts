import type { HtmlElement } from './parse-html.ts';

/** How text would be drawn, as far as attributes and inline styles tell; handed down from element to element. */
export interface HtmlLook {
  /** `#rrggbb`, `transparent`, or `null` where it can't be told. */
  readonly color: string | null;
  readonly ground: string | null;
  readonly isTiny: boolean;
  readonly isInvisible: boolean;
  /** A style sheet may put any ground under an element with a class. */
  readonly isStyled: boolean;
}

/** The look of a page's text before anything is said of it. */
export function pageLook(isStyled: boolean): HtmlLook {
  return { color: null, ground: isStyled ? null : '#ffffff', isTiny: false, isInvisible: false, isStyled };
}

/** Nobody sees text that looks like this. */
export function isUnseen({ color, ground, isTiny, isInvisible }: HtmlLook): boolean {
  return isTiny || isInvisible || color === 'transparent' || (color !== null && color === ground);
}

/** What `element` is drawn as in surroundings of `outer` look; `null` when nothing of it shows. */
export function lookOf(element: HtmlElement, outer: HtmlLook): HtmlLook | null {
  const { attributes } = element;
  if (attributes.hidden !== undefined) return null;
  const style = parseStyle(attributes.style ?? '');
  if (isRemoved(style)) return null;
  const hasClass = attributes.class !== undefined || attributes.id !== undefined;
  const unknown = outer.isStyled && hasClass ? null : outer.ground;
  const ground = style.get('background-color') ?? style.get('background') ?? attributes.bgcolor;
  const color = style.get('color') ?? (element.name === 'font' ? attributes.color : undefined);
  const visibility = style.get('visibility');
  return {
    color: color === undefined ? outer.color : parseColor(color),
    ground: ground === undefined ? unknown : parseGround(ground, unknown),
    isTiny: isTinyFont(style) ?? outer.isTiny,
    isInvisible: visibility === undefined ? outer.isInvisible : visibility !== 'visible',
    isStyled: outer.isStyled,
  };
}

type Style = ReadonlyMap<string, string>;

/** Characters of a style that are looked at. */
const LONGEST_STYLE = 4_000;

function parseStyle(style: string): Style {
  const found = new Map<string, string>();
  for (const declaration of style
    .slice(0, LONGEST_STYLE)
    .replace(/\/\*.*?\*\//gs, '')
    .split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const value = declaration.slice(colon + 1).replace(/!\s*important/i, '');
    found.set(declaration.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  return found;
}

/** Not drawn at all, or drawn where the page is not. */
function isRemoved(style: Style): boolean {
  if (style.get('display') === 'none' || Number.parseFloat(style.get('opacity') ?? '1') === 0) return true;
  const isFarOff = (name: string) => /^-\d{3,}(?:\.\d+)?(?:px|pt|em|rem)?$/.test(style.get(name) ?? '');
  const isLifted = /^(?:absolute|fixed)$/.test(style.get('position') ?? '');
  if (isLifted && (isFarOff('left') || isFarOff('top') || isFarOff('right'))) return true;
  const isNothing = (name: string) => /^0(?:px|pt|em|%)?$/.test(style.get(name) ?? '');
  const isClipped = style.get('overflow') === 'hidden';
  return isFarOff('text-indent') || (isClipped && ['height', 'width', 'max-height'].some(isNothing));
}

/** `null` when nothing is said, or it is said in relation to what is around. */
function isTinyFont(style: Style): boolean | null {
  const size = style.get('font-size') ?? /(?:^|\s)(0[a-z%]*)\s*(?:\/|\s)/.exec(style.get('font') ?? '')?.[1];
  const [, number, unit = ''] = /^(\d*\.?\d+)([a-z%]*)$/.exec(size ?? '') ?? [];
  if (number === undefined) return /^(?:x+-|)(?:small|large)$|^medium$/.test(size ?? '') ? false : null;
  if (Number(number) === 0) return true;
  if (unit === 'px' || unit === 'pt') return Number(number) <= 1;
  return unit === 'rem' ? false : null;
}

function parseGround(value: string, around: string | null): string | null {
  // Pictures and gradients lie over any colour.
  if (/url\(|gradient/.test(value)) return null;
  const color = parseColor(value.split(/\s+(?![^(]*\))/)[0] ?? '');
  return color === 'transparent' || value === 'none' ? around : color;
}

const NAMED: Readonly<Record<string, string>> = { white: '#ffffff', black: '#000000' };

function parseColor(value: string): string | null {
  const color = value.trim().toLowerCase();
  if (color === 'transparent' || /^rgba\(.*,\s*0(?:\.0+)?\s*\)$/.test(color)) return 'transparent';
  if (NAMED[color]) return NAMED[color];
  if (/^#?[\da-f]{6}$/.test(color)) return `#${color.slice(-6)}`;
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(color);
  if (short) return `#${short.slice(1).map((digit) => digit + digit)}`.replaceAll(',', '');
  const rgb = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(color);
  if (!rgb) return null;
  return `#${rgb
    .slice(1)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')}`;
}
