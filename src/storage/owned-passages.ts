import type { ArchivalSpan } from '../kernel/memory-search.ts';
import type { NamedTexts } from '../retrieval/search-index.ts';
import type { IsLive, PackedTexts } from './index-store.ts';
import { RecentValues } from './recent-values.ts';
import { documentOwner, notesOwner } from './text-owners.ts';

type PackedOwners = Pick<PackedTexts, 'ids' | 'owners' | 'ownerOf'>;

/** Spans remembered: of the chats that were talked in of late. */
const remembered = 8;

export interface SpanPassages extends NamedTexts {
  /** Other spans have other names. */
  readonly name: string;
}

/**
 * Which passages are a document's, and which are notes. What came packed is looked at when somebody first asks:
 * a start does not.
 */
export class OwnedPassages {
  readonly #owners = new Map<string, string>();
  readonly #passages = new Map<string, Set<string>>();
  readonly #spans = new RecentValues<SpanPassages>(remembered);
  readonly #packed: { readonly texts: PackedOwners; readonly isLive: IsLive }[] = [];

  addPacked({ ids, owners, ownerOf }: PackedOwners, isLive: IsLive): void {
    // Nothing else of the segment is to be held in memory by this.
    this.#packed.push({ texts: { ids, owners, ownerOf }, isLive });
  }

  /** Of a passage that is nobody's so far. */
  add(passageId: string, owner: string): void {
    this.#owners.set(passageId, owner);
    const passages = this.#passages.get(owner);
    if (passages === undefined) this.#passages.set(owner, new Set([passageId]));
    else passages.add(passageId);
  }

  /** Does nothing when the passage is unknown. */
  remove(passageId: string): void {
    this.#unpack();
    const owner = this.#owners.get(passageId);
    if (owner === undefined) return;
    this.#owners.delete(passageId);
    const passages = this.#passages.get(owner);
    passages?.delete(passageId);
    if (passages?.size === 0) this.#passages.delete(owner);
  }

  /**
   * The passages of a part of archival, at any time those that are its by then; documents that are unknown have
   * none. Parts of the same documents are the same object.
   */
  within(span: ArchivalSpan): SpanPassages {
    this.#unpack();
    const name = spanName(span);
    const known = this.#spans.get(name);
    if (known !== undefined) return known;
    const owners = new Set(span.documentIds.map(documentOwner));
    if (span.notes) owners.add(notesOwner);
    const passages = this.#spanPassages(name, owners);
    this.#spans.put(name, passages);
    return passages;
  }

  /** Names them where they are: they can be as many as the library has, and a list would be one more of it. */
  #spanPassages(name: string, owners: ReadonlySet<string>): SpanPassages {
    const [ownerOf, passagesOf] = [this.#owners, this.#passages];
    return {
      name,
      has: (passageId) => owners.has(ownerOf.get(passageId) ?? ''),
      *[Symbol.iterator]() {
        for (const owner of owners) yield* passagesOf.get(owner) ?? [];
      },
    };
  }

  #unpack(): void {
    for (const { texts, isLive } of this.#packed.splice(0)) {
      const { ids, owners, ownerOf } = texts;
      for (const [place, id] of ids.entries()) {
        const owner = owners[ownerOf[place] ?? 0];
        if (owner !== undefined && isLive(place)) this.add(id, owner);
      }
    }
  }
}

function spanName({ documentIds, notes }: ArchivalSpan): string {
  return JSON.stringify([notes, ...new Set(documentIds.toSorted())]);
}
