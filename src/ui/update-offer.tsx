import { lazy, Suspense } from 'react';
import { useAtWork } from './use-at-work.ts';
import { useOffline } from './use-offline.ts';

const UpdateBar = lazy(async () => ({ default: (await import('./update-bar.tsx')).UpdateBar }));

/** The offer of a new version, where there is one; tells other tabs, which may have the offer too, of work here. */
export function UpdateOffer() {
  const { update } = useOffline();
  const atWork = useAtWork();
  if (update === 'none') return null;
  return (
    <Suspense>
      <UpdateBar atWork={atWork} />
    </Suspense>
  );
}
