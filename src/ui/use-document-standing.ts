import type { LibraryDocument } from '../kernel/document.ts';
import { type DocumentStanding, describeDocument } from './describe-document.ts';
import { useAppState } from './use-app.ts';

/** Where a document stands, as it goes on. */
export function useDocumentStanding(document: LibraryDocument): DocumentStanding {
  const { id } = document;
  const reading = useAppState((state) => state.reading[id]);
  const secondsLeft = useAppState((state) => state.pace[id]);
  const batteryIsLow = useAppState((state) => state.batteryIsLow);
  const paused = useAppState((state) => state.intake.paused);
  return describeDocument(document, { reading, secondsLeft, batteryIsLow, paused });
}
