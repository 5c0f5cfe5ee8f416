import { formatCount } from './format-count.ts';
import { isProposed } from './proposal-act.ts';
import type { MemoryAct } from './transcript-entries.ts';

/** One memory function in a few words: "Searched documents for “notice”, 5 passages". */
export function describeAct(act: MemoryAct): string {
  const words = phrase(act);
  if (act.result && !act.result.ok) return `${words}: not done`;
  const found = countHits(act);
  if (found === '') return words;
  return act.arguments ? `${words}, ${found}` : `${words} · ${found}`;
}

function phrase(act: MemoryAct): string {
  if (!act.arguments) return 'Fetched beforehand';
  const text = (name: string) => {
    const value = act.arguments?.[name];
    return typeof value === 'string' ? value : '';
  };
  if (isProposed(act)) return `Proposed for core memory: ${text('label')}`;
  switch (act.functionName) {
    case 'archival_memory_search':
      return `Searched ${act.documentName ?? 'documents'} for “${text('query')}”`;
    case 'conversation_search':
      return `Searched conversations for “${text('query')}”`;
    case 'conversation_search_date':
      return `Searched conversations from ${text('start_date')} to ${text('end_date')}`;
    case 'core_memory_append':
      return `Noted in core memory: ${text('label')}`;
    case 'core_memory_replace':
      return text('new_content') === ''
        ? `Removed from core memory: ${text('label')}`
        : `Updated core memory: ${text('label')}`;
    case 'archival_memory_insert':
      return 'Stored a note';
    case 'archival_memory_replace':
      return text('content') === '' ? 'Removed a note' : 'Revised a note';
    case 'memory_read':
      return `Read on around ${text('label')}`;
    case 'pause_heartbeats':
      return 'Paused timed events';
    case 'summarize':
      return 'Summarised earlier messages';
    default:
      return act.functionName;
  }
}

function countHits({ result }: MemoryAct): string {
  if (!result || result.hits.length === 0) return '';
  const passages = result.hits.filter((it) => it.kind === 'passage').length;
  const messages = result.hits.length - passages;
  const counts = [
    passages > 0 ? formatCount(passages, 'passage') : '',
    messages > 0 ? formatCount(messages, 'message') : '',
  ];
  return counts.filter((it) => it !== '').join(' and ');
}
