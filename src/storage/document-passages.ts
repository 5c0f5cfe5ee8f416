import type { IsLive, PackedTexts } from './index-store.ts';
import { documentOf } from './text-owners.ts';

type PackedOwners = Pick<PackedTexts, 'ids' | 'owners' | 'ownerOf'>;

/** Which passages are a document's. What came packed is looked at when somebody first asks: a start does not. */
export class DocumentPassages {
  readonly #documents = new Map<string, string>();
  readonly #passages = new Map<string, Set<string>>();
  readonly #packed: { readonly texts: PackedOwners; readonly isLive: IsLive }[] = [];

  addPacked({ ids, owners, ownerOf }: PackedOwners, isLive: IsLive): void {
    // Nothing else of the segment is to be held in memory by this.
    this.#packed.push({ texts: { ids, owners, ownerOf }, isLive });
  }

  /** The passage is no document's by now. */
  add(passageId: string, documentId: string): void {
    this.#documents.set(passageId, documentId);
    const passages = this.#passages.get(documentId);
    if (passages === undefined) this.#passages.set(documentId, new Set([passageId]));
    else passages.add(passageId);
  }

  /** Does nothing when the passage is of no document. */
  remove(passageId: string): void {
    this.#unpack();
    const documentId = this.#documents.get(passageId);
    if (documentId === undefined) return;
    this.#documents.delete(passageId);
    const passages = this.#passages.get(documentId);
    passages?.delete(passageId);
    if (passages?.size === 0) this.#passages.delete(documentId);
  }

  of(documentId: string): ReadonlySet<string> {
    this.#unpack();
    return this.#passages.get(documentId) ?? new Set();
  }

  #unpack(): void {
    for (const { texts, isLive } of this.#packed.splice(0)) {
      const documents = texts.owners.map(documentOf);
      for (const [place, id] of texts.ids.entries()) {
        const documentId = documents[texts.ownerOf[place] ?? 0] ?? null;
        if (documentId !== null && isLive(place)) this.add(id, documentId);
      }
    }
  }
}
