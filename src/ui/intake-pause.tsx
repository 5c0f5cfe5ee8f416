import type { LibraryDocument } from '../kernel/document.ts';
import { Button } from './button.tsx';
import { useApp, useAppState } from './use-app.ts';

/** Puts off the reading or embedding of one document, or lets it go on. Nothing once it is done, or while all is paused. */
export function IntakePause({ document }: { readonly document: LibraryDocument }) {
  const { actions } = useApp();
  const allPaused = useAppState((state) => state.intake.paused);
  const { state, intake, isEmbeddingPaused } = document;
  if ((state !== 'reading' && state !== 'searchable') || allPaused) return null;
  const paused = state === 'reading' ? intake?.paused : isEmbeddingPaused;
  const label = paused ? 'Resume' : 'Pause';

  return (
    <Button
      look="plain"
      small
      aria-label={`${label} ${document.name}`}
      onClick={() => actions.pauseDocument(document.id, !paused)}
    >
      {label}
    </Button>
  );
}
