import type { ExtractedDocument, PassageDraft } from '../documents/extracted-document.ts';
import type { DocumentProblem } from '../kernel/document.ts';
import type { Request } from './rpc.ts';

/** What the document worker answers: one file read, as text with provenance and as passages. */
export type DocumentRequests = {
  read: Request<
    { readonly name: string; readonly bytes: ArrayBuffer },
    | { readonly ok: true; readonly document: ExtractedDocument; readonly passages: readonly PassageDraft[] }
    | { readonly ok: false; readonly problem: DocumentProblem },
    { readonly page: number; readonly pages: number }
  >;
};
