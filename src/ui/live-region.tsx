import { useAppState } from './use-app.ts';

/** Says "Writing" and "Answer ready" to screen readers; the transcript itself is silent while it grows. */
export function LiveRegion() {
  const announcement = useAppState((state) => state.announcement);
  return (
    <div role="status" aria-live="polite" className="hidden-visually">
      {announcement}
    </div>
  );
}
