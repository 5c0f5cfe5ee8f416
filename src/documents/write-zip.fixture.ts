import { strToU8, zipSync } from 'fflate';

/** A zip archive with these files; texts are written in UTF-8. */
export function writeZip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
  const contents = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return new Uint8Array(zipSync(Object.fromEntries(contents)));
}
