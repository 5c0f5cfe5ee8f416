import { strToU8, type ZipOptions, zipSync } from 'fflate';

/** A zip archive with these files; texts are written in UTF-8. `level`: how hard to compress, up to 9. */
export function writeZip(
  files: Readonly<Record<string, string | Uint8Array>>,
  level: ZipOptions['level'] = 6,
): Uint8Array<ArrayBuffer> {
  const contents = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return new Uint8Array(zipSync(Object.fromEntries(contents), { level }));
}
