import { extractDocument } from '../documents/extract-document.ts';
import { splitPassages } from '../documents/split-passages.ts';
import type { DocumentRequests } from './document-protocol.ts';
import { type Endpoint, serve } from './rpc.ts';

/*
 * The document worker: reads one file and cuts it into passages. A hostile file may hang or bloat it; the
 * agent worker watches its progress and ends it.
 */

// Spelt out in the one form that window and worker globals share: the whole-program check sees a window here.
const caller: Endpoint = {
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};

serve<DocumentRequests, never>(caller, {
  async read({ name, bytes }, { progress }) {
    const extraction = await extractDocument(name, bytes, (page, pages) => progress({ page, pages }));
    if (!extraction.ok) return extraction;
    const { document } = extraction;
    return { ok: true, document, passages: splitPassages(document) };
  },
});
