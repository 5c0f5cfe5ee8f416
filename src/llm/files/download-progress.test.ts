import { beforeEach, describe, expect, it } from 'vitest';
import { DownloadProgress } from './download-progress.ts';
import type { WantedFile } from './file-list.ts';
import { StateTeller } from './state-teller.ts';

let now = 0;
let progress: DownloadProgress;
beforeEach(() => {
  now = 0;
  progress = new DownloadProgress(() => now);
});

function file(name: string): WantedFile {
  return { name, place: `models/a/${name}`, url: '', kind: 'gguf', bytes: null, sha256: null };
}

const [a, b] = [file('a'), file('b')];

describe('DownloadProgress', () => {
  it('counts bytes over all files, and names no total before the list has come', () => {
    progress.set(a, 10, 100);
    expect(progress.state()).toMatchObject({ receivedBytes: 10, totalBytes: null, secondsLeft: null });
    progress.set(b, 0, 50);
    progress.isListed = true;
    expect(progress.state()).toMatchObject({ receivedBytes: 10, totalBytes: 150 });
    // A size that is known stays known.
    progress.set(b, 20, null);
    expect(progress.state()).toMatchObject({ receivedBytes: 30, totalBytes: 150 });
  });

  it('tells speed and time left from what came in the last five seconds, and not from what was here', () => {
    progress.isListed = true;
    progress.set(a, 1000, 5000);
    expect(progress.state().bytesPerSecond).toBeNull();
    for (now = 1000; now <= 4000; now += 1000) progress.set(a, 1000 + now / 10, 5000, 100);
    now = 4000;
    expect(progress.state()).toMatchObject({ bytesPerSecond: 100, secondsLeft: 36 });
    now = 8000;
    // Of four hundred bytes two came in the five seconds before.
    expect(progress.state().bytesPerSecond).toBe(40);
    now = 20_000;
    expect(progress.state()).toMatchObject({ bytesPerSecond: 0, secondsLeft: null });
  });

  it('waits when every file that is being fetched waits, and measures anew afterwards', () => {
    const ends = [progress.begin(a), progress.begin(b)];
    progress.setWaiting(a, true);
    expect(progress.state().isWaiting).toBe(false);
    progress.setWaiting(b, true);
    now = 60_000;
    expect(progress.state()).toMatchObject({ isWaiting: true, bytesPerSecond: null });
    progress.setWaiting(b, false);
    progress.set(b, 500, null, 500);
    expect(progress.state()).toMatchObject({ isWaiting: false, bytesPerSecond: null });
    now = 61_000;
    expect(progress.state().bytesPerSecond).toBe(500);
    for (const end of ends) end();
    expect(progress.isWaiting).toBe(false);
  });
});

describe('StateTeller', () => {
  it('tells four times a second at most, and every change of kind at once', () => {
    const told: string[] = [];
    const teller = new StateTeller(
      (id, files) => told.push(`${id} ${files.state}`),
      () => now,
    );
    for (now = 0; now < 1000; now += 10) {
      teller.tell('a', progress.state());
      teller.tell('b', progress.state());
    }
    expect(told).toHaveLength(8);
    told.length = 0;
    teller.tell('a', { state: 'verifying', fraction: 0 });
    teller.tell('a', { state: 'ready', bytes: 5 });
    expect(told).toEqual(['a verifying', 'a ready']);
  });
});
