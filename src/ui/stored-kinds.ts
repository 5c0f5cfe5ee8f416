import type { StorageStatus } from '../worker/app-protocol.ts';

export interface StoredKind {
  readonly kind: 'models' | 'documents' | 'rest';
  /** For a list; begins with a capital. */
  readonly words: string;
  readonly bytes: number;
}

/** What is stored, by kind. The browser's own count comes late and in round figures: the rest is at least 0. */
export function storedKinds({ usedBytes, modelBytes, documentBytes }: StorageStatus): readonly StoredKind[] {
  return [
    { kind: 'models', words: 'Models', bytes: modelBytes },
    { kind: 'documents', words: 'Documents, as they were dropped', bytes: documentBytes },
    {
      kind: 'rest',
      words: 'Chats, memory, what search goes by, and the app itself',
      bytes: Math.max(0, usedBytes - modelBytes - documentBytes),
    },
  ];
}
