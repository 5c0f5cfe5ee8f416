/** A line of text on a test page; sizes and positions in points, y from the page's bottom. */
export interface TestLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** Helvetica unless said otherwise; `japanese` takes Shift_JIS bytes, one character each. */
  readonly font?: 'bold' | 'mono' | 'japanese';
}

export interface TestPage {
  readonly lines?: readonly TestLine[];
  /** A picture over the whole page. */
  readonly picture?: boolean;
  /** Its content stream as it is, in place of the above. */
  readonly packed?: { readonly filter: string; readonly bytes: Uint8Array };
}

const FONTS = `<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>
/F3 << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>
/F4 << /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [
<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light
/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >>
/FontDescriptor << /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /ItalicAngle 0 /Ascent 723
/Descent -241 /CapHeight 709 /StemV 69 /FontBBox [-170 -331 1024 903] >> >> ] >> >>`;

const FONT_NAMES = { bold: 'F2', mono: 'F3', japanese: 'F4' } as const;

/** The password that opens a test document that needs one. */
export const testPassword = 'moth';

/**
 * What the standard handler (ISO 32000-1, 7.6.3, revision 4) compares that password with, worked out once for
 * the identifier and owner's value below. The content itself is left as it is, which the format allows.
 */
const USER_CHECK = `279846a1cfb60d26077cd1dde288df6e${'00'.repeat(16)}`;

/** A small PDF with these pages (letter size); with `needsPassword` it opens only with `testPassword`. */
export function writePdf(pages: readonly TestPage[], needsPassword = false): Uint8Array<ArrayBuffer> {
  const objects: string[] = [];
  const add = (body: string) => `${objects.push(body)} 0 R`;
  const pictures = pages.some(({ picture }) => picture) ? `/XObject << /Im1 ${add(PICTURE)} >>` : '';
  const fonts = add(FONTS);
  const tree = `${objects.length + 1 + 2 * pages.length} 0 R`;
  const kids = pages.map((page) => {
    const { packed } = page;
    const contents = add(
      packed ? stream(`/Filter ${packed.filter}`, latin1(packed.bytes)) : stream('', contentOf(page)),
    );
    const resources = `<< /Font ${fonts} ${pictures} >>`;
    return add(
      `<< /Type /Page /Parent ${tree} /MediaBox [0 0 612 792] /Resources ${resources} /Contents ${contents} >>`,
    );
  });
  add(`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`);
  const catalog = add(`<< /Type /Catalog /Pages ${tree} >>`);
  const noise = 'ab'.repeat(32);
  const handler = `/Filter /Standard /V 4 /R 4 /Length 128 /CF << >> /StmF /Identity /StrF /Identity`;
  const encryption = `/ID [<${noise}> <${noise}>] /Encrypt << ${handler} /O <${noise}> /U <${USER_CHECK}> /P -4 >>`;
  return encode(objects, `/Root ${catalog} ${needsPassword ? encryption : ''}`);
}

function contentOf({ lines = [], picture = false }: TestPage): string {
  const texts = lines.map(({ text, x, y, size = 10, font }) => {
    const name = font ? FONT_NAMES[font] : 'F1';
    return `BT /${name} ${size} Tf ${x} ${y} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`;
  });
  return [...texts, ...(picture ? ['q 612 0 0 792 0 0 cm /Im1 Do Q'] : [])].join('\n');
}

const PICTURE = stream(
  '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
  '\x80',
);

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function stream(entries: string, content: string): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** One byte per character, with the cross-reference table that says where each object starts. */
function encode(objects: readonly string[], trailer: string): Uint8Array<ArrayBuffer> {
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Uint8Array.from(file + table + end, (character) => character.charCodeAt(0));
}
