import type { ExpandedArchive } from '../documents/expand-archive.ts';
import type { ExtractedDocument, PassageDraft } from '../documents/extracted-document.ts';
import type { DocumentProblem } from '../kernel/document.ts';
import type { Request } from './rpc.ts';

/**
 * What the document worker answers: one file read, as text with provenance and as passages; or taken apart,
 * when it is an archive of documents.
 */
export type DocumentRequests = {
  read: Request<
    {
      readonly name: string;
      readonly bytes: ArrayBuffer;
      /** As the person gave it, after the problem `password-needed`. */
      readonly password?: string;
    },
    | { readonly ok: true; readonly document: ExtractedDocument; readonly passages: readonly PassageDraft[] }
    | { readonly ok: true; readonly archive: ExpandedArchive }
    | { readonly ok: false; readonly problem: DocumentProblem },
    { readonly page: number; readonly pages: number }
  >;
};
