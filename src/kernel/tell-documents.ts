import { isAttached } from './archival-span.ts';
import type { Conversation } from './conversation.ts';
import type { LibraryDocument } from './document.ts';
import type { DocumentLibrary } from './document-library.ts';
import { clip } from './extractive-summary.ts';
import type { Message, MessagePart, ToldDocument } from './message.ts';
import { charactersWithin } from './window-budget.ts';

type DocumentsPart = Extract<MessagePart, { type: 'documents' }>;

/** Characters of a name that are shown. */
const NAME_LENGTH = 80;
/** Headings of a document that are looked at. */
const MOST_HEADINGS = 24;

export interface TellOptions {
  readonly conversation: Conversation;
  /** What the model has in view. */
  readonly queue: readonly Message[];
  readonly library: DocumentLibrary;
  /** Tokens that the part may take. */
  readonly tokens: number;
  readonly now: number;
}

/**
 * Which documents this chat has, for the model that can't see the library: names and pages, and of outlines as
 * much as there is room for, the newest document first. Told once; after that only what came and went. `null`
 * when there is nothing to tell.
 */
export async function tellDocuments(options: TellOptions): Promise<DocumentsPart | null> {
  const { conversation, queue, library, tokens, now } = options;
  const all = (await library.documents()).filter(({ id }) => isAttached(id, conversation));
  const before = lastTold(queue);
  const known = before?.known.filter((id) => all.some((document) => document.id === id)) ?? [];
  const gone = before?.known.filter((id) => !known.includes(id)) ?? [];
  const fresh = all.filter(({ id, addedAt }) => !known.includes(id) && isNews(addedAt, before));
  if (fresh.length === 0 && gone.length === 0) return null;
  const labels = labelsOf(fresh, conversation.documentLabels ?? []);
  const room = charactersWithin(tokens);
  const named = fitNames(fresh, room, (id) => labelOf(id, labels));
  const left = room - named.reduce((sum, told) => sum + lineLength(told), 0);
  const documents = await addOutlines(named, library, left);
  const knownNow = [...known, ...documents.map(({ id }) => id)];
  return {
    type: 'documents',
    at: now,
    documents,
    known: knownNow,
    gone: gone.map((id) => labelOf(id, labels)),
    more: all.length - knownNow.length,
  };
}

/** The ids that labels stand for once these parts are told. */
export function addDocumentLabels(
  labels: readonly string[],
  parts: readonly MessagePart[],
): readonly string[] {
  const told = parts.flatMap((part) => (part.type === 'documents' ? part.documents : []));
  return labelsOf(told, labels);
}

/** The document that a label such as `f2` stands for in a chat; `null` for none, or none that it searches. */
export function documentOfLabel(label: string, conversation: Conversation): string | null {
  const id = conversation.documentLabels?.[Number(label.slice(1)) - 1];
  return id !== undefined && isAttached(id, conversation) ? id : null;
}

function lastTold(queue: readonly Message[]): DocumentsPart | null {
  const parts = queue.flatMap((message) => message.parts);
  return parts.findLast((part) => part.type === 'documents') ?? null;
}

/** Those that there was no room for before are not told later as if they were new. */
function isNews(addedAt: number, before: DocumentsPart | null): boolean {
  return before === null || before.more === 0 || addedAt > before.at;
}

function labelsOf(documents: readonly { readonly id: string }[], labels: readonly string[]): string[] {
  return [...new Set([...labels, ...documents.map(({ id }) => id)])];
}

function labelOf(id: string, labels: readonly string[]): string {
  return `f${labels.indexOf(id) + 1}`;
}

function fitNames(
  documents: readonly LibraryDocument[],
  room: number,
  label: (id: string) => string,
): ToldDocument[] {
  const named: ToldDocument[] = [];
  let taken = 0;
  for (const { id, name, pages } of documents) {
    const told = { id, label: label(id), name: clip(name, NAME_LENGTH), pages, outline: [] };
    taken += lineLength(told);
    if (named.length > 0 && taken > room) break;
    named.push(told);
  }
  return named;
}

async function addOutlines(
  named: readonly ToldDocument[],
  library: DocumentLibrary,
  room: number,
): Promise<ToldDocument[]> {
  const share = Math.floor(room / Math.max(1, named.length));
  return Promise.all(
    named.map(async (told) => {
      if (share < 20) return told;
      return { ...told, outline: fitHeadings(await library.outline(told.id, MOST_HEADINGS), share) };
    }),
  );
}

function fitHeadings(headings: readonly string[], room: number): string[] {
  let left = room;
  const fitting = headings.findIndex((heading) => {
    left -= heading.length + 2;
    return left < 0;
  });
  return fitting < 0 ? [...headings] : headings.slice(0, fitting);
}

/** Characters of the line in which a document is told, the outline left out. */
function lineLength({ label, name }: ToldDocument): number {
  return label.length + name.length + 16;
}
