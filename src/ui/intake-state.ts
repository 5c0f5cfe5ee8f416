import type { LibraryDocument } from '../kernel/document.ts';
import type { AppPush, Snapshot } from '../worker/app-protocol.ts';
import type { AppState } from './app-state.ts';
import { without, withoutFirst } from './without.ts';

/** What the worker says of documents on their way in. */
export type IntakePush = Extract<
  AppPush,
  {
    type:
      | 'document-changed'
      | 'document-removed'
      | 'document-progress'
      | 'document-pace'
      | 'document-rests'
      | 'intake-changed';
  }
>;

export function reduceIntake(state: AppState, push: IntakePush): AppState {
  switch (push.type) {
    case 'document-changed':
      return withDocument(state, push.document);
    case 'document-removed':
      return {
        ...resting(state, push.id),
        documents: state.documents.filter((it) => it.id !== push.id),
        arrivals: state.arrivals.filter((id) => id !== push.id),
      };
    case 'document-progress': {
      const { page, pages } = push;
      return { ...state, reading: { ...state.reading, [push.id]: { page, pages } } };
    }
    case 'document-pace':
      return { ...state, pace: { ...state.pace, [push.id]: push.secondsLeft } };
    case 'document-rests':
      return resting(state, push.id);
    case 'intake-changed':
      return { ...state, intake: push.intake };
  }
}

/** What the last page left on its way in, or with a question open: it is shown as if it came just now. */
export function unfinished({ documents, intake }: Pick<Snapshot, 'documents' | 'intake'>): readonly string[] {
  const isAsked = ({ id }: LibraryDocument) => intake.offers.some((offer) => offer.id === id);
  return documents.filter((it) => it.state === 'reading' || isAsked(it)).map(({ id }) => id);
}

/** Whether documents are being read or embedded: a device that falls asleep would put that off. */
export function isTakingIn({ handed, pace, intake, batteryIsLow }: AppState): boolean {
  if (intake.paused || batteryIsLow) return false;
  return handed.length > 0 || Object.keys(pace).length > 0;
}

function withDocument(state: AppState, document: LibraryDocument): AppState {
  const before = state.documents.find((it) => it.id === document.id);
  const documents = before
    ? state.documents.map((it) => (it.id === document.id ? document : it))
    : [document, ...state.documents];
  const news = !before || before.state !== document.state;
  const arrives = news && document.state !== 'ready' && !state.arrivals.includes(document.id);
  return {
    ...state,
    documents,
    handed: before ? state.handed : withoutFirst(state.handed, document.name),
    arrivals: arrives ? [...state.arrivals, document.id] : state.arrivals,
    reading: document.state === 'reading' ? state.reading : without(state.reading, document.id),
  };
}

function resting(state: AppState, id: string): AppState {
  return { ...state, reading: without(state.reading, id), pace: without(state.pace, id) };
}
