import { decodeText } from './decode-text.ts';
import { type EpubBook, resolveLink } from './epub-package.ts';
import { findElements, type HtmlElement, parseHtml, rawText } from './parse-html.ts';
import type { ZipArchive } from './read-zip.ts';

/** The names of an e-book's chapters by their paths, as its table of contents has them. */
export async function readEpubContents(
  archive: ZipArchive,
  { navigation, ncx }: EpubBook,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const path = navigation ?? ncx;
  const bytes = path === null ? null : await archive.read(path);
  const text = bytes && (await decodeText(bytes));
  if (!text || path === null) return names;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const root = await parseHtml(text, archive.budget);
  for (const [link, name] of navigation === null ? ncxLinks(root) : navigationLinks(root)) {
    const chapter = resolveLink(folder, link);
    // The first place in a chapter that is named is its start.
    if (!names.has(chapter)) names.set(chapter, name.replace(/\s+/g, ' ').trim());
  }
  return names;
}

type Link = readonly [link: string, name: string];

function navigationLinks(root: HtmlElement): readonly Link[] {
  const list =
    findElements(root, ({ attributes }) => /\btoc\b/.test(attributes['epub:type'] ?? ''))[0] ?? root;
  return findElements(list, ({ name }) => name === 'a').map(
    (link): Link => [link.attributes.href ?? '', rawText(link)],
  );
}

/** Points may stand within points. */
function ncxLinks(root: HtmlElement): readonly Link[] {
  return findElements(root, ({ name }) => name === 'navpoint').flatMap((point): readonly Link[] => {
    const own = (name: string) =>
      point.children.find((child): child is HtmlElement => typeof child !== 'string' && child.name === name);
    const [label, content] = [own('navlabel'), own('content')];
    const link: Link = [content?.attributes.src ?? '', label ? rawText(label) : ''];
    return [link, ...point.children.flatMap((child) => (typeof child === 'string' ? [] : ncxLinks(child)))];
  });
}
