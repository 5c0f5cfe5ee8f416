import type { Citation } from '../kernel/message.ts';
import { useNavigation } from './navigation.ts';

/** Opens what a citation stands for: the reader at its passage, or the notes. */
export function useOpenCitation(): (citation: Citation) => void {
  const { openReader, openMemory } = useNavigation();
  return ({ documentId, passageId, sentence }) => {
    if (documentId) openReader({ documentId, passageId, sentence });
    else openMemory('archival');
  };
}
