/* Fonts and decoders that come with pdf.js, by name. Own origin, each fetched when a page that is drawn needs it. */

/** Stand-ins for the fonts that every PDF may use without bringing them. */
const fonts = import.meta.glob<string>('../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
  query: '?url',
  import: 'default',
  eager: true,
});
/** Of JPEG 2000 and JBIG2 images. pdf.js's sandbox for scripts is WebAssembly too, and not among them. */
const decoders = import.meta.glob<string>('../../node_modules/pdfjs-dist/wasm/{openjpeg,jbig2}.wasm', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Addresses by the file names that pdf.js asks for. */
export const pdfDrawingData: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...fonts, ...decoders }).map(([path, url]) => [path.replace(/^.*\//, ''), url]),
);
