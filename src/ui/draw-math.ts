import { createElement, type ReactElement, type ReactNode } from 'react';
import temml from 'temml';

/* Loaded with the first formula: no other chunk of the page may import it at once. */

/** A node of temml's tree, as far as it is used; whatever else it may hold is not looked at. */
interface MathNode {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly attributes?: unknown;
  readonly classes?: unknown;
  readonly style?: unknown;
  readonly children?: unknown;
}

/** MathML that shows and does nothing: no link, no action, no foreign content. */
const elements = new Set([
  ...['math', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mspace', 'mtext', 'mfrac', 'msqrt', 'mroot', 'mstyle'],
  ...['mpadded', 'mphantom', 'menclose', 'msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover'],
  ...['mmultiscripts', 'mprescripts', 'none', 'mtable', 'mtr', 'mtd'],
]);
const attributes = new Set([
  ...['accent', 'accentunder', 'columnalign', 'columnspan', 'depth', 'display', 'displaystyle', 'fence'],
  ...['form', 'height', 'largeop', 'linethickness', 'lspace', 'mathbackground', 'mathcolor', 'mathsize'],
  ...['mathvariant', 'maxsize', 'minsize', 'movablelimits', 'notation', 'rowspacing', 'rowspan', 'rspace'],
  ...['scriptlevel', 'separator', 'stretchy', 'symmetric', 'voffset', 'width'],
]);
const styles = new Set([
  ...['border', 'borderBottom', 'borderLeft', 'borderRight', 'borderTop', 'color', 'fontWeight', 'height'],
  ...['marginLeft', 'marginRight', 'mathDepth', 'padding', 'paddingBottom', 'paddingLeft', 'paddingRight'],
  ...['paddingTop', 'textAlign', 'width'],
]);
/** Nothing that could name an address. */
const plainValue = /^(?!undefined$)[\w\s.%#+-]*$/;
const ownClass = /^(tml-[\w-]+|upstrike|downstrike)$/;

/** A formula too long in what its own macros make of it is none. */
const settings = { throwOnError: true, trust: false, maxExpand: 500, maxSize: [50, 50] as [number, number] };

/** TeX as elements of MathML; `null` where it can't be read, or makes what is not to be shown. */
export function drawMath(tex: string, display: boolean): ReactElement | null {
  try {
    const element = elementOf(temml.__renderToMathMLTree(tex, { ...settings, displayMode: display }));
    return typeof element === 'string' ? null : element;
  } catch {
    return null;
  }
}

/** @throws Error for what is not among the elements above */
function elementOf(node: MathNode): ReactElement | string {
  if (typeof node.text === 'string') return node.text;
  const children = listOf(node.children).map((it): ReactNode => elementOf(asNode(it)));
  // Spans, which are no MathML, are only drawn over.
  const type = node.type === undefined ? 'mrow' : node.type;
  if (typeof type !== 'string' || !elements.has(type)) throw new Error(`No ${String(type)} is drawn.`);
  return createElement(type, propsOf(node), ...children);
}

function propsOf(node: MathNode): Record<string, unknown> {
  const className = listOf(node.classes).filter((it) => typeof it === 'string' && ownClass.test(it));
  const style = entriesOf(node.style).filter(([name, value]) => styles.has(name) && plainValue.test(value));
  return {
    ...Object.fromEntries(entriesOf(node.attributes).filter(([name]) => attributes.has(name))),
    ...(className.length > 0 && { className: className.join(' ') }),
    ...(style.length > 0 && { style: Object.fromEntries(style) }),
  };
}

function asNode(value: unknown): MathNode {
  if (typeof value !== 'object' || value === null) throw new Error('This is no node.');
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function entriesOf(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, each]) => [name, String(each)]);
}
