import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser } from '@playwright/test';

export interface MadeFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const pdf = (name: string, buffer: Buffer): MadeFile => ({ name, mimeType: 'application/pdf', buffer });
const text = (name: string, buffer: Buffer): MadeFile => ({ name, mimeType: 'text/plain', buffer });

/** The first part of a real PDF, as a download that broke off leaves it. */
export function truncatedPdf(path: string): MadeFile {
  const whole = readFileSync(path);
  return pdf(`half of ${basename(path)}`, whole.subarray(0, Math.floor(whole.length * 0.3)));
}

export function emptyFile(): MadeFile {
  return text('empty.txt', Buffer.alloc(0));
}

/** A Windows program under a text file's name. */
export function renamedProgram(): MadeFile {
  const header = Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00', 'latin1');
  return text('setup.txt', Buffer.concat([header, Buffer.alloc(2048)]));
}

export async function picture(browser: Browser): Promise<MadeFile> {
  return { name: 'holiday.png', mimeType: 'image/png', buffer: await photographOfText(browser) };
}

/** A page of text as a picture, like a scan. */
export async function imageOnlyPdf(browser: Browser): Promise<MadeFile> {
  const image = (await photographOfText(browser)).toString('base64');
  const page = await browser.newPage();
  await page.setContent(`<img alt="" style="width: 100%" src="data:image/png;base64,${image}">`);
  const buffer = await page.pdf({ format: 'A5' });
  await page.close();
  return pdf('scan.pdf', buffer);
}

/**
 * A PDF that asks for a password: the check values in its encryption dictionary fit no password, so neither
 * does the empty one that readers try first.
 */
export function encryptedPdf(): MadeFile {
  const secret = 'ab'.repeat(32);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    `<< /Filter /Standard /V 1 /R 2 /P -60 /O <${secret}> /U <${secret}> >>`,
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const id = '<00112233445566778899aabbccddeeff>';
  const trailer = `<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [${id} ${id}] >>`;
  const end = `xref\n0 5\n0000000000 65535 f \n${rows}trailer\n${trailer}\nstartxref\n${body.length}\n%%EOF\n`;
  return pdf('payslip.pdf', Buffer.from(body + end, 'latin1'));
}

async function photographOfText(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 420, height: 300 } });
  await page.setContent('<h1>Receipt 4402</h1><p>Two kilograms of nails, 11.60 euros.</p>');
  const buffer = await page.screenshot();
  await page.close();
  return buffer;
}
