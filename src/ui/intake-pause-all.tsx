import { Button } from './button.tsx';
import { useApp, useAppState } from './use-app.ts';

/** Puts off all reading and embedding, or lets it go on. Nothing where nothing is to be done. */
export function IntakePauseAll() {
  const { actions } = useApp();
  const paused = useAppState((state) => state.intake.paused);
  const isWork = useAppState((state) =>
    state.documents.some((it) => it.state === 'reading' || it.state === 'searchable'),
  );
  if (!paused && !isWork) return null;

  return (
    <Button look="plain" small onClick={() => actions.pauseIntake(!paused)}>
      {paused ? 'Resume all' : 'Pause all'}
    </Button>
  );
}
