import type { ModelOffer } from '../worker/app-protocol.ts';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './format-count.ts';
import type { FilesState, ModelRow } from './models-state.ts';

/** The windows that rows state their memory at, in tokens (../llm/model-row.ts). */
const usualTokens = { 'web-llm': 4096, wllama: 2048 } as const;

/** "1.5B parameters · Apache-2.0 · 0.9 GB to download" */
export function describeOffer({ row }: ModelOffer, files: FilesState): string {
  const facts = [
    row.parameters === '' ? '' : `${row.parameters} parameters`,
    row.licence,
    row.engine === 'wllama' ? 'runs on the CPU' : '',
    describeSize(row, files),
  ];
  return facts.filter((it) => it !== '').join(' · ');
}

function describeSize({ downloadMb, origin }: ModelRow, files: FilesState): string {
  if (files.state === 'ready') return `${formatBytes(files.bytes)} on this device`;
  if (origin === 'own') return '';
  const total = 'totalBytes' in files ? files.totalBytes : null;
  return `${formatBytes(total ?? downloadMb * 1e6)} to download`;
}

/** "about 6 tokens a second to write, 9 to read" */
export function describeSpeed({ write, read }: NonNullable<ModelOffer['speed']>): string {
  const written = Math.round(write);
  const unit = written === 1 ? 'token' : 'tokens';
  const first = written < 1 ? 'less than 1 token' : `about ${formatNumber(written)} ${unit}`;
  const second = read < 0.5 ? 'less than 1' : formatNumber(Math.round(read));
  return `${first} a second to write, ${second} to read`;
}

type WindowOffer = ModelOffer['windows'][number];

/** "4,096 tokens, 2.1 GB of memory" */
export function describeWindow({ tokens, memoryBytes }: WindowOffer): string {
  return `${formatNumber(tokens)} tokens, ${formatBytes(memoryBytes)} of memory`;
}

/** The window that is offered first: the one used last, else the usual one or the longest below it. */
export function firstWindow({ row, windows, usualWindow }: ModelOffer): number | undefined {
  const sizes = windows.map((it) => it.tokens);
  if (usualWindow !== undefined && sizes.includes(usualWindow)) return usualWindow;
  return sizes.findLast((it) => it <= usualTokens[row.engine]) ?? sizes[0];
}
