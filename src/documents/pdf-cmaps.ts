/**
 * Addresses of the character maps that come with pdf.js, by name, such as UniJIS-UTF16-H: without them, the
 * text of many Chinese, Japanese and Korean PDFs can't be read. Own origin, each fetched when a PDF needs it.
 */
export const pdfCmaps: ReadonlyMap<string, string> = new Map(
  Object.entries(
    import.meta.glob<string>('../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
      query: '?url',
      import: 'default',
      eager: true,
    }),
  ).map(([path, url]) => [path.replace(/^.*\/|\.bcmap$/g, ''), url]),
);
