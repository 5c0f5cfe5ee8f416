import { documentLimits } from './document-limits.ts';
import { documentProblems } from './document-problems.ts';
import { type MemoryBudget, objectBytes } from './memory-budget.ts';
import { ReadingStoppedError } from './reading-stopped-error.ts';

/** What a reader of XML is told, in order. Names come without their namespace's prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Characters given to the parser at a time. */
const STEP = 64 * 1024;

/**
 * Reads XML from start to end. Nothing is fetched, and no entity is expanded but the five that XML itself has.
 *
 * @param isEnough asked now and then; when it says so the rest is left unread
 * @throws ReadingStoppedError when elements are nested too deeply, or there is more than `budget` allows
 */
export async function readXml(
  bytes: Uint8Array,
  handler: XmlHandler,
  budget: MemoryBudget,
  isEnough: () => boolean = () => false,
): Promise<void> {
  const { Parser } = await import('htmlparser2');
  let depth = 0;
  let attributeCount = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > documentLimits.nesting) throw tooDeep();
        attributeCount = 0;
        // Something may be kept of each.
        budget.take(objectBytes / 2);
        handler.open?.(localName(name), withLocalNames(attributes));
      },
      onattribute() {
        if (++attributeCount > documentLimits.attributes) throw tooManyAttributes();
      },
      ontext: (text) => handler.text?.(text),
      onclosetag(name) {
        depth--;
        handler.close?.(localName(name));
      },
    },
    { xmlMode: true },
  );
  // Most of it is letters that take one byte in a text as well.
  budget.take(bytes.length);
  const text = decodeXml(bytes);
  for (let at = 0; at < text.length && !isEnough(); at += STEP) parser.write(text.slice(at, at + STEP));
  parser.end();
}

export function tooDeep(): ReadingStoppedError {
  const limit = documentLimits.nesting.toLocaleString('en');
  return new ReadingStoppedError(
    documentProblems.overLimit(`Parts of this file are nested over ${limit} deep`),
  );
}

function tooManyAttributes(): ReadingStoppedError {
  const limit = documentLimits.attributes.toLocaleString('en');
  return new ReadingStoppedError(
    documentProblems.overLimit(`A part of this file has over ${limit} attributes`),
  );
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function withLocalNames(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const local: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    // Declarations of namespaces would hide attributes of the same name.
    if (!name.startsWith('xmlns')) local[localName(name)] = value;
  }
  return local;
}

/** Office documents and e-books are written in UTF-8, a few in UTF-16. */
function decodeXml(bytes: Uint8Array): string {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  return new TextDecoder(isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8').decode(bytes);
}
