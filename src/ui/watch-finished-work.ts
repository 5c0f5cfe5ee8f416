import type { AppClient } from '../worker/app-client.ts';
import type { AppPush } from '../worker/app-protocol.ts';
import { said } from './view-state.ts';

/** The part of the page that shows it, and of the browser's badge on the app's icon, where there is one. */
type Page = Pick<Document, 'title' | 'visibilityState' | 'addEventListener'>;
type Badge = Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;

/**
 * Counts what is finished while the page is hidden (answers, documents, downloads), in its title and on the icon of
 * the installed app, until the page is looked at.
 */
export function watchFinishedWork(
  client: Pick<AppClient, 'subscribe'>,
  page: Page = document,
  badge: Badge = navigator,
): void {
  const finishes = createFinishes();
  const { title } = page;
  let count = 0;

  function show(next: number): void {
    count = next;
    page.title = next === 0 ? title : `(${next}) ${title}`;
    const shown = next === 0 ? badge.clearAppBadge?.() : badge.setAppBadge?.(next);
    // A browser that has no place for it is left in peace.
    shown?.catch(() => {});
  }

  client.subscribe((push) => {
    if (finishes(push) && page.visibilityState === 'hidden') show(count + 1);
  });
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState === 'visible' && count > 0) show(0);
  });
}

/** Tells of each push whether something came to its end with it. */
function createFinishes(): (push: AppPush) => boolean {
  const underWay = new Set<string>();

  function ends(id: string, isUnderWay: boolean, isDone: boolean): boolean {
    if (isUnderWay) underWay.add(id);
    else if (underWay.delete(id)) return isDone;
    return false;
  }

  return (push) => {
    switch (push.type) {
      case 'message-added':
        return said(push.message);
      case 'document-changed': {
        const { id, state } = push.document;
        return ends(id, state === 'reading' || state === 'searchable', state === 'ready');
      }
      case 'model-files-changed': {
        const { id, files } = push;
        return ends(
          id,
          files.state === 'downloading' || files.state === 'verifying',
          files.state === 'ready',
        );
      }
      default:
        return false;
    }
  };
}
