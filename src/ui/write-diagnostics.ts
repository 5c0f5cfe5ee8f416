import type { ModelOffers } from '../worker/app-protocol.ts';
import type { AppState } from './app-state.ts';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './format-count.ts';
import type { GroupStates } from './offline-store.ts';

export interface DiagnosticFacts {
  /** Of the build. */
  readonly label: string;
  readonly browser: string;
  readonly isolated: boolean;
  /** `null` where the worker couldn't tell. */
  readonly capability: ModelOffers['capability'] | null;
  readonly messages: number | null;
  readonly notes: number | null;
  readonly groups: GroupStates | null;
}

type Known = Pick<
  AppState,
  'storage' | 'documents' | 'conversations' | 'blocks' | 'model' | 'embedder' | 'settings'
>;

/**
 * What helps to find out why something fails, as lines of text: versions, the device and counts, and no word of
 * what was said, dropped or named.
 */
export function writeDiagnostics(facts: DiagnosticFacts, state: Known): string {
  const { storage } = state;
  const rows: readonly (readonly [string, string])[] = [
    ['Pagefile', facts.label],
    ['Browser', facts.browser],
    ['Graphics', graphics(facts.capability)],
    [
      'Device memory',
      facts.capability?.memoryGb === undefined ? 'not told' : `${facts.capability.memoryGb} GB`,
    ],
    ['WebAssembly SIMD', tell(facts.capability?.simd)],
    ['Cross-origin isolated', tell(facts.isolated)],
    ['Model', model(state.model)],
    ['Embedder', state.embedder.state],
    ['Stored on', storage.kind === 'device' ? 'this device' : 'nothing: this tab only'],
    ['Kept by the browser', tell(storage.persisted)],
    ['Used', `${formatBytes(storage.usedBytes)} of ${quota(storage.quotaBytes)}`],
    ['Models, documents', `${formatBytes(storage.modelBytes)}, ${formatBytes(storage.documentBytes)}`],
    ['Offline parts', parts(facts.groups)],
    ['Core memory', `${state.blocks.length} blocks`],
    ['Recall', `${count(facts.messages)} messages in ${formatNumber(state.conversations.length)} chats`],
    ['Archival', `${count(facts.notes)} notes, ${passages(state.documents)}`],
    ['Documents', documents(state.documents)],
    [
      'Readahead, heartbeats',
      `${tell(state.settings.readahead)}, ${state.settings.heartbeatMinutes ?? 'off'}`,
    ],
  ];
  return rows.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function tell(value: boolean | undefined): string {
  return value === undefined ? 'not told' : value ? 'yes' : 'no';
}

function count(value: number | null): string {
  return value === null ? 'an unknown number of' : formatNumber(value);
}

function quota(bytes: number | null): string {
  return bytes === null ? 'an unknown quota' : formatBytes(bytes);
}

function graphics(capability: DiagnosticFacts['capability']): string {
  if (!capability) return 'not told';
  if (!capability.webgpu) return `no WebGPU (${capability.reason})`;
  const { adapter, graphics: kind = 'unknown kind', shaderF16, maxBufferBytes } = capability;
  return `WebGPU, ${adapter || 'unnamed'}, ${kind}, f16 ${tell(shaderF16)}, buffers to ${formatBytes(maxBufferBytes)}`;
}

/** The model's id is of the catalogue; that of an own file is its name, which stays here. */
function model(status: AppState['model']): string {
  if (status.state === 'none') return 'none';
  const name = status.row.origin === 'own' ? 'an own file' : status.row.id;
  const more = status.state === 'ready' ? `, window of ${formatNumber(status.windowTokens)} tokens` : '';
  return `${name}, ${status.row.engine}, ${status.state}${more}`;
}

function parts(groups: GroupStates | null): string {
  if (!groups) return 'not told';
  return Object.entries(groups)
    .map(([name, { complete }]) => `${name} ${tell(complete)}`)
    .join(', ');
}

function passages(all: AppState['documents']): string {
  const sum = (part: 'passages' | 'embedded') => all.reduce((total, it) => total + it[part], 0);
  return `${formatNumber(sum('passages'))} passages of documents, ${formatNumber(sum('embedded'))} of them embedded`;
}

function documents(all: AppState['documents']): string {
  const states = new Map<string, number>();
  for (const { state, format } of all)
    states.set(`${format} ${state}`, (states.get(`${format} ${state}`) ?? 0) + 1);
  return [...states].map(([words, number]) => `${number} ${words}`).join(', ') || 'none';
}
