import { writeZip } from './write-zip.fixture.ts';

export interface TestWorkbookParts {
  /** Insides of the root elements. */
  readonly strings?: string;
  readonly styles?: string;
  readonly workbook?: string;
  /** Names of hidden sheets. */
  readonly hidden?: readonly string[];
}

/** An Excel workbook with these sheets; each the inside of its root element. */
export function writeXlsx(
  sheets: Readonly<Record<string, string>>,
  { strings = '', styles = '', workbook = '', hidden = [] }: TestWorkbookParts = {},
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="x/${type}" Target="${target}"/>`;
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('r', 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
  };
  const listed = names.map(
    (name, at) => `<sheet name="${name}" r:id="s${at}"${hidden.includes(name) ? ' state="hidden"' : ''}/>`,
  );
  const related = names.map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at}.xml`));
  files['xl/workbook.xml'] = `<workbook>${workbook}<sheets>${listed.join('')}</sheets></workbook>`;
  files['xl/_rels/workbook.xml.rels'] = `<Relationships>${related.join('')}
    ${relation('a', 'sharedStrings', 'sharedStrings.xml')}${relation('b', 'styles', 'styles.xml')}</Relationships>`;
  for (const [at, name] of names.entries()) {
    files[`xl/worksheets/sheet${at}.xml`] = `<worksheet>${sheets[name]}</worksheet>`;
  }
  return writeZip(files);
}
