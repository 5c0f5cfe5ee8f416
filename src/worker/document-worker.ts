import { extractDocument } from '../documents/extract-document.ts';
import { limitBuffers } from '../documents/limit-buffers.ts';
import { splitPassages } from '../documents/split-passages.ts';
import type { DocumentRequests } from './document-protocol.ts';
import { type Endpoint, serve, Transferred } from './rpc.ts';

/*
 * The document worker: reads one file and cuts it into passages. A hostile file may hang or bloat it; the
 * agent worker watches its progress and ends it.
 */

// Spelt out in the one form that window and worker globals share: the whole-program check sees a window here.
const caller: Endpoint = {
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};

const isExhausted = limitBuffers();

serve<DocumentRequests, never>(caller, {
  async read({ name, bytes, password }, { progress }) {
    const onPage = (page: number, pages: number) => progress({ page, pages });
    const contents = await extractDocument(name, bytes, {
      onPage,
      isExhausted,
      ...(password !== undefined && { password }),
    });
    if (!contents.ok) return contents;
    if ('archive' in contents) {
      return new Transferred(
        contents,
        contents.archive.files.map((file) => file.bytes.buffer),
      );
    }
    const { document } = contents;
    return { ok: true, document, passages: splitPassages(document) };
  },
});
