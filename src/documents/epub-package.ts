import { resolvePart } from './office-package.ts';
import { readXml } from './read-xml.ts';
import type { ZipArchive } from './read-zip.ts';

/** What an e-book says of itself. Paths are those in the archive. */
export interface EpubBook {
  readonly title: string;
  /** In reading order. */
  readonly chapters: readonly string[];
  /** Tables of contents: a page of HTML, and one in XML of older books; `null` where it has none. */
  readonly navigation: string | null;
  readonly ncx: string | null;
}

interface Item {
  readonly path: string;
  readonly type: string;
  readonly properties: string;
}

/** `null` when the archive does not say where its book is, or that is missing. */
export async function readEpubPackage(archive: ZipArchive): Promise<EpubBook | null> {
  const path = await packagePath(archive);
  const bytes = path === null ? null : await archive.read(path);
  if (path === null || !bytes) return null;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const items = new Map<string, Item>();
  const order: string[] = [];
  let title = '';
  let isTitle = false;
  await readXml(
    bytes,
    {
      open(name, attributes) {
        // A book may have several titles; the first is the main one.
        if (name === 'title') isTitle = title === '';
        else if (name === 'itemref') order.push(attributes.idref ?? '');
        else if (name === 'item') items.set(attributes.id ?? '', itemOf(folder, attributes));
      },
      text(text) {
        if (isTitle) title += text;
      },
      close(name) {
        if (name === 'title') isTitle = false;
      },
    },
    archive.budget,
  );
  const all = [...items.values()];
  return {
    title: title.replace(/\s+/g, ' ').trim(),
    chapters: order
      .flatMap((id) => items.get(id) ?? [])
      .filter(isPage)
      .map((item) => item.path),
    navigation: all.find(({ properties }) => /\bnav\b/.test(properties))?.path ?? null,
    ncx: all.find(({ type }) => type === 'application/x-dtbncx+xml')?.path ?? null,
  };
}

async function packagePath(archive: ZipArchive): Promise<string | null> {
  const container = await archive.read('META-INF/container.xml');
  let path: string | null = null;
  if (container) {
    await readXml(
      container,
      {
        open(name, attributes) {
          if (name === 'rootfile') path ??= attributes['full-path'] ?? null;
        },
      },
      archive.budget,
    );
  }
  return path;
}

function itemOf(folder: string, attributes: Readonly<Record<string, string>>): Item {
  const { href = '', 'media-type': type = '', properties = '' } = attributes;
  return { path: resolveLink(folder, href), type, properties };
}

function isPage({ type }: Item): boolean {
  return type === 'application/xhtml+xml' || type === 'text/html' || type === 'application/html+xml';
}

/** The path in the archive that a link names, without the place within it. */
export function resolveLink(folder: string, link: string): string {
  const path = link.replace(/[?#].*$/s, '');
  try {
    return resolvePart(folder, decodeURIComponent(path));
  } catch {
    return resolvePart(folder, path);
  }
}
