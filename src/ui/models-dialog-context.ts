import { createContext, use } from 'react';
import type { ModelOffer } from '../worker/app-protocol.ts';
import type { GroupStates } from './offline-store.ts';

/** What the parts of the models dialog share. */
export interface ModelsDialogTools {
  /** Says what came of something, in the foot of the dialog and to screen readers. */
  say(words: string): void;
  askDelete(offer: ModelOffer): void;
  /** The windows that the person chose, in tokens, by model. */
  readonly windows: Readonly<Record<string, number>>;
  chooseWindow(id: string, tokens: number): void;
  /** The trial of the processor is under way. */
  readonly trying: boolean;
  tryCpu(): void;
  /** What of the app's own files is here; `null` while that is not known. */
  readonly groups: GroupStates | null;
}

export const ModelsDialogContext = createContext<ModelsDialogTools | null>(null);

export function useModelsDialog(): ModelsDialogTools {
  const tools = use(ModelsDialogContext);
  if (!tools) throw new Error('There is no models dialog around this component.');
  return tools;
}
