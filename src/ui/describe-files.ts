import { formatBytes } from './format-bytes.ts';
import { formatPercent } from './format-count.ts';
import type { FilesState } from './models-state.ts';

type Downloading = Extract<FilesState, { state: 'downloading' }>;

/** Where a model's files stand, in the words beside the bar; '' where the buttons say it. */
export function describeFiles(files: FilesState): string {
  switch (files.state) {
    case 'downloading':
      return describeDownload(files);
    case 'paused':
      return `Paused. ${bytesOf(files)} are kept.`;
    case 'verifying':
      return `Checking the files ${formatPercent(files.fraction)}`;
    case 'failed':
      return files.receivedBytes > 0 ? `${formatBytes(files.receivedBytes)} are kept.` : '';
    case 'absent':
    case 'ready':
      return '';
  }
}

function describeDownload(files: Downloading): string {
  const bytes = bytesOf(files);
  if (files.isWaiting) return `Waiting for the connection. ${bytes} are kept; it goes on by itself.`;
  const { bytesPerSecond, secondsLeft } = files;
  const parts = [
    `Downloading ${bytes}`,
    bytesPerSecond === null || bytesPerSecond === 0 ? '' : `${formatBytes(bytesPerSecond)} a second`,
    secondsLeft === null ? '' : describeTimeLeft(secondsLeft),
  ];
  return parts.filter((it) => it !== '').join(' · ');
}

/** "374 MB of 870 MB" */
function bytesOf({ receivedBytes, totalBytes }: Pick<Downloading, 'receivedBytes' | 'totalBytes'>): string {
  const received = formatBytes(receivedBytes);
  return totalBytes === null ? received : `${received} of ${formatBytes(totalBytes)}`;
}

/** "about 40 seconds left", "about 3 minutes left", "about 1 hour 20 minutes left" */
export function describeTimeLeft(seconds: number): string {
  if (seconds <= 10) return 'a few seconds left';
  if (seconds <= 55) return `about ${Math.ceil(seconds / 10) * 10} seconds left`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `about ${minutes === 1 ? 'a minute' : `${minutes} minutes`} left`;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round((minutes % 60) / 10) * 10;
  if (rest === 60) return `about ${hours + 1} hours left`;
  const hourWords = hours === 1 ? '1 hour' : `${hours} hours`;
  return `about ${hourWords}${rest === 0 ? '' : ` ${rest} minutes`} left`;
}
