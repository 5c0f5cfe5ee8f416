import { useEffect, useEffectEvent } from 'react';
import type { SharedCacheName } from '../service-worker/messages.ts';
import type { Launch, LaunchTargets } from './follow-launch.ts';

const sharedCache: SharedCacheName = 'pagefile-shared';

declare global {
  interface Window {
    /** Files that the system opened the installed app with; only some browsers have it. */
    readonly launchQueue?: {
      setConsumer(take: (launch: { readonly files: readonly FileSystemHandle[] }) => void): void;
    };
  }
}

/** Does what the app was started for: a shortcut of its icon, a file opened with it, or one shared with it. */
export function useLaunch(targets: LaunchTargets): void {
  const follow = useEffectEvent(async (launch: Launch) => {
    const { followLaunch } = await import('./follow-launch.ts');
    await followLaunch(launch, targets);
  });
  /** Also what a window that was closed too soon has left. */
  const takeLeft = useEffectEvent(async () => {
    if (await window.caches?.has(sharedCache)) await follow({ place: 'shared' });
  });
  useEffect(() => {
    const place = new URLSearchParams(location.search).get('go');
    if (place !== null) {
      // Once only: a reload is no second start.
      history.replaceState(null, '', location.pathname);
      if (place !== 'shared') void follow({ place });
    }
    window.launchQueue?.setConsumer(({ files }) => void (files.length > 0 && follow({ files })));
    // Some private windows refuse any storage.
    takeLeft().catch(() => {});
  }, []);
}
