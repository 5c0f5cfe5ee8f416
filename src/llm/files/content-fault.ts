import { shardsOf, tokenizerFile, type WantedFile } from './file-list.ts';

/** What came, and its SHA-256 in hex. */
export interface ReceivedFile {
  readonly content: Pick<Blob, 'size' | 'slice' | 'text'>;
  readonly sha256: string;
}

/** Enough to tell what a file is, in bytes. */
export const headBytes = 512;

/**
 * Why what came is not the file, to follow "is not that file:"; `null` when it may be. Networks send sign-in
 * pages with status 200 in place of any file, and web-llm would keep one for good (its issue 289).
 */
export async function contentFault(file: WantedFile, received: ReceivedFile): Promise<string | null> {
  const { size } = received.content;
  const head = await received.content.slice(0, headBytes).text();
  if (/^\s*<(!doctype html|html)/i.test(head)) return 'a web page came in its place';
  if (file.bytes !== null && size !== file.bytes) return `it has ${size} bytes and should have ${file.bytes}`;
  if (size === 0) return 'it is empty';
  const ofKind = await kindFault(file, received, head);
  if (ofKind !== null) return ofKind;
  const isOther = file.sha256 !== null && file.sha256 !== received.sha256;
  return isOther ? 'its SHA-256 is not the one that is known' : null;
}

async function kindFault({ kind, url }: WantedFile, { content }: ReceivedFile, head: string) {
  if (kind === 'wasm') return head.startsWith('\0asm') ? null : 'it is no WebAssembly';
  if (kind === 'gguf') return head.startsWith('GGUF') ? null : 'it is no GGUF file';
  // A model in ONNX begins with its version: field 1 of a protocol buffer (onnx.proto, ModelProto).
  if (kind === 'onnx') return head.startsWith('\b') ? null : 'it is no ONNX model';
  if (kind === 'data') return null;
  const parsed = await parseJson(content);
  if (parsed === null) return 'it is no JSON';
  try {
    if (kind === 'config') tokenizerFile(parsed);
    if (kind === 'manifest') shardsOf(parsed, new URL('./', url).href);
    return null;
  } catch (error) {
    return error instanceof SyntaxError ? error.message : String(error);
  }
}

/** `null` when it can't be parsed, and for `null` itself, which is no file of a model either. */
async function parseJson(content: ReceivedFile['content']): Promise<unknown> {
  try {
    return JSON.parse(await content.text());
  } catch {
    return null;
  }
}
