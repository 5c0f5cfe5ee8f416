import { writeZip } from './write-zip.fixture.ts';

/** Parts of a test document beside its body; each the inside of its root element. */
export interface TestDocxParts {
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  readonly header?: string;
  readonly footer?: string;
}

const ROOTS = { header: 'hdr', footer: 'ftr' } as const;

/** A Word document whose body holds this XML, in the usual namespace `w`. */
export function writeDocx(body: string, parts: TestDocxParts = {}): Uint8Array<ArrayBuffer> {
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels':
      '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': root('document', `<w:body>${body}</w:body>`),
  };
  const relations = Object.entries(parts).map(([type, content], index) => {
    files[`word/${type}.xml`] = root(type in ROOTS ? ROOTS[type as keyof typeof ROOTS] : type, content);
    return `<Relationship Id="r${index}" Type="x/${type}" Target="${type}.xml"/>`;
  });
  files['word/_rels/document.xml.rels'] = `<Relationships>${relations.join('')}</Relationships>`;
  return writeZip(files);
}

function root(name: string, content: string): string {
  return `<?xml version="1.0"?><w:${name} xmlns:w="w" xmlns:mc="mc" xmlns:m="m">${content}</w:${name}>`;
}

/** A paragraph of text, with properties if any. */
export function p(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr>${r(text)}</w:p>`;
}

/** A run of text, with properties if any. */
export function r(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** A table of these rows, each of cells' contents. */
export function tbl(rows: readonly (readonly string[])[], rowProperties: readonly string[] = []): string {
  const written = rows.map(
    (cells, at) =>
      `<w:tr><w:trPr>${rowProperties[at] ?? ''}</w:trPr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`,
  );
  return `<w:tbl>${written.join('')}</w:tbl>`;
}
