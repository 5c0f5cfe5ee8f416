/** A quarter turn clockwise that text is written at, in degrees. */
export type Angle = 0 | 90 | 180 | 270;

/**
 * A piece of text on a document page as pdf.js reports it, turned upright: x grows along the line, y down
 * the page, so that turned and vertical text can be laid out like any other. Lengths in points (1/72 inch).
 */
export interface PdfTextRun {
  /** May be empty or a space, and then still end a line. */
  readonly text: string;
  /** Left end of the baseline. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Font size. */
  readonly size: number;
  /** pdf.js's name of the font within the document. */
  readonly font: string;
  readonly isMono: boolean;
  readonly angle: Angle;
  /** pdf.js saw a line end after it. */
  readonly endsLine: boolean;
}

export type Matrix = readonly [number, number, number, number, number, number];

/** What pdf.js tells of a font along with a page's text. */
export interface PdfTextStyle {
  readonly isMono: boolean;
  readonly isVertical: boolean;
}

/**
 * Reads one item of pdf.js's getTextContent; `null` for what is not text. `viewport` is the page's transform
 * at scale 1, which carries the page's own rotation.
 */
export function readPdfTextRun(
  item: unknown,
  viewport: Matrix,
  styles: ReadonlyMap<string, PdfTextStyle>,
): PdfTextRun | null {
  if (typeof item !== 'object' || item === null || !('str' in item)) return null;
  if (typeof item.str !== 'string' || !('transform' in item) || !('fontName' in item)) return null;
  const own = readMatrix(item.transform);
  if (!own || typeof item.fontName !== 'string') return null;
  const style = styles.get(item.fontName) ?? { isMono: false, isVertical: false };
  const [a, b, c, d, x, y] = multiply(viewport, own);
  const scale = Math.hypot(viewport[0], viewport[1]);
  const length = readNumber(
    'height' in item && style.isVertical ? item.height : 'width' in item && item.width,
  );
  const size = Math.hypot(c, d) || Math.hypot(a, b);
  const angle = quarterTurn(style.isVertical ? -c : a, style.isVertical ? -d : b);
  if (![x, y, size].every(Number.isFinite)) return null;
  return {
    text: item.str,
    ...turnUpright(x, y, angle),
    width: length * scale,
    size,
    font: item.fontName,
    isMono: style.isMono,
    angle,
    endsLine: 'hasEOL' in item && item.hasEOL === true,
  };
}

/** Six finite numbers, else `null`. */
export function readMatrix(value: unknown): Matrix | null {
  if (!Array.isArray(value) || value.length !== 6) return null;
  const [a, b, c, d, e, f] = value.map(Number);
  const matrix: Matrix = [a ?? NaN, b ?? NaN, c ?? NaN, d ?? NaN, e ?? NaN, f ?? NaN];
  return matrix.every(Number.isFinite) ? matrix : null;
}

function readNumber(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.abs(value) : 0;
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

/** The nearest quarter turn to the direction (x, y), y pointing down. */
function quarterTurn(x: number, y: number): Angle {
  if (Math.abs(x) >= Math.abs(y)) return x < 0 ? 180 : 0;
  return y > 0 ? 90 : 270;
}

function turnUpright(x: number, y: number, angle: Angle): { x: number; y: number } {
  if (angle === 90) return { x: y, y: -x };
  if (angle === 180) return { x: -x, y: -y };
  if (angle === 270) return { x: -y, y: x };
  return { x, y };
}
