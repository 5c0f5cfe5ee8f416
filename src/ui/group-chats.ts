import type { Conversation } from '../kernel/conversation.ts';
import { daysBetween } from './format-time.ts';
import { groupBy } from './group-by.ts';

export interface ChatGroup {
  readonly label: string;
  readonly chats: readonly Conversation[];
}

const monthAndYear = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });

/** Chats newest first: pinned ones, then by when they were last used, by day at first, then by week and month. */
export function groupChats(conversations: readonly Conversation[], now: number): ChatGroup[] {
  const newestFirst = [...conversations].sort((a, b) => b.updatedAt - a.updatedAt);
  const pinned = newestFirst.filter((it) => it.pinned);
  const groups = groupBy(
    newestFirst.filter((it) => !it.pinned),
    (it) => groupLabel(it.updatedAt, now),
  );
  const byTime = [...groups].map(([label, chats]) => ({ label, chats }));
  return pinned.length > 0 ? [{ label: 'Pinned', chats: pinned }, ...byTime] : byTime;
}

function groupLabel(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days <= 7) return 'Previous 7 days';
  if (days <= 30) return 'Previous 30 days';
  return monthAndYear.format(at);
}
