import { BlockWriter } from './block-writer.ts';
import { cleanText } from './clean-text.ts';
import { decodeText } from './decode-text.ts';
import { documentProblems } from './document-problems.ts';
import { readEpubContents } from './epub-contents.ts';
import { type EpubBook, readEpubPackage } from './epub-package.ts';
import { isStyled } from './extract-html.ts';
import type { Extraction } from './extracted-document.ts';
import { pageLook } from './html-visibility.ts';
import { MemoryBudget } from './memory-budget.ts';
import { findElement, findElements, parseHtml } from './parse-html.ts';
import { readXml } from './read-xml.ts';
import { isMarkup, ZipArchive } from './read-zip.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';
import { writeHtml } from './write-html.ts';

const WHAT = 'This e-book';

/**
 * Text of an e-book: its title, and its chapters in reading order, each with the headings it has itself, or
 * the name it has in the table of contents.
 *
 * @throws ReadingStoppedError
 */
export async function extractEpub(
  bytes: Uint8Array,
  budget: MemoryBudget = new MemoryBudget(),
): Promise<Extraction> {
  const archive = new ZipArchive(bytes, WHAT, { counts: isMarkup, budget });
  const book = await readEpubPackage(archive);
  if (!book) throw new ReadingStoppedError(documentProblems.damaged(WHAT));
  await refuseLocked(archive, book);
  const contents = await readEpubContents(archive, book);
  const writer = new BlockWriter({ budget });
  const title = cleanText(book.title).trim();
  const shift = title === '' ? 0 : 1;
  if (title !== '') writer.heading(1, title);
  let missing = 0;
  for (const path of book.chapters) {
    if (writer.isFull) break;
    const chapter = await archive.read(path);
    const html = chapter && (await decodeText(chapter));
    if (!html) missing++;
    else await writeChapter(writer, html, contents.get(path) ?? '', shift, budget);
  }
  const problem = missing > 0 ? documentProblems.chaptersUnreadable(missing, book.chapters.length) : null;
  return writer.finish('epub', problem);
}

async function writeChapter(
  writer: BlockWriter,
  html: string,
  name: string,
  shift: number,
  budget: MemoryBudget,
): Promise<void> {
  const root = await parseHtml(html, budget);
  const body = findElement(root, 'body') ?? root;
  const hasHeading = findElements(body, (element) => /^h[1-6]$/.test(element.name)).length > 0;
  if (!hasHeading && name !== '') writer.heading(1 + shift, name);
  writeHtml(writer, body, pageLook(isStyled(root)), shift);
}

/** Chapters that are encrypted are those of a book with copy protection; fonts may be in any. */
async function refuseLocked(archive: ZipArchive, { chapters }: EpubBook): Promise<void> {
  const encryption = await archive.read('META-INF/encryption.xml');
  if (!encryption) return;
  const locked = new Set<string>();
  await readXml(
    encryption,
    {
      open(name, attributes) {
        if (name === 'CipherReference') locked.add(attributes.URI ?? '');
      },
    },
    archive.budget,
  );
  if (chapters.some((path) => locked.has(path))) {
    throw new ReadingStoppedError(documentProblems.encryptedBook());
  }
}
