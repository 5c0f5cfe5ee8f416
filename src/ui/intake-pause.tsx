import type { LibraryDocument } from '../kernel/document.ts';
import { Button } from './button.tsx';
import { useApp, useAppState } from './use-app.ts';

/** Puts off the reading of one document, or lets it go on. Nothing once it is read, or while all is paused. */
export function IntakePause({ document }: { readonly document: LibraryDocument }) {
  const { actions } = useApp();
  const allPaused = useAppState((state) => state.intake.paused);
  if (document.state !== 'reading' || allPaused) return null;
  const paused = document.intake?.paused ?? false;
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
