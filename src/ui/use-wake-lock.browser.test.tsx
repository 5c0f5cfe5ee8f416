import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useWakeLock } from './use-wake-lock.ts';

let root: Root;
let host: HTMLElement;
let locks: FakeLock[];
let refuses: boolean;
let requests: number;
/** What the browser's answers wait for. */
let gate: Promise<void>;
let visible: boolean;

class FakeLock {
  released = false;
  async release(): Promise<void> {
    this.released = true;
  }
}

function Downloading({ active }: { readonly active: boolean }) {
  useWakeLock(active);
  return 'Downloading';
}

const draw = (active: boolean) => root.render(<Downloading active={active} />);
const held = () => locks.filter((it) => !it.released).length;

function turn(state: 'visible' | 'hidden'): void {
  visible = state === 'visible';
  // As browsers do: a hidden page loses its lock.
  if (!visible) for (const lock of locks) lock.released = true;
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  locks = [];
  refuses = false;
  requests = 0;
  gate = Promise.resolve();
  visible = true;
  const request = async () => {
    requests += 1;
    await gate;
    if (refuses) throw new DOMException('The battery is low.', 'NotAllowedError');
    const lock = new FakeLock();
    locks.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (visible ? 'visible' : 'hidden'));
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(() => {
  root.unmount();
  host.remove();
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'wakeLock');
});

test('the screen is kept awake while a download runs, and no longer', async () => {
  draw(true);
  await vi.waitFor(() => expect(held()).toBe(1));
  draw(false);
  await vi.waitFor(() => expect(held()).toBe(0));
  expect(locks).toHaveLength(1);
});

test('a lock lost with the page out of sight is taken anew when it is back', async () => {
  draw(true);
  await vi.waitFor(() => expect(held()).toBe(1));
  turn('hidden');
  expect(held()).toBe(0);
  turn('visible');
  await vi.waitFor(() => expect(held()).toBe(1));
  expect(locks).toHaveLength(2);
});

test('one that is held, or asked for, is not asked for again', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  draw(true);
  await vi.waitFor(() => expect(requests).toBe(1));
  turn('visible');
  resolve();
  await vi.waitFor(() => expect(held()).toBe(1));
  turn('visible');
  expect(requests).toBe(1);
});

test('a lock that comes after the download has ended is given back', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  draw(true);
  await vi.waitFor(() => expect(requests).toBe(1));
  draw(false);
  await new Promise((done) => setTimeout(done, 20));
  resolve();
  await vi.waitFor(() => expect(locks).toHaveLength(1));
  await vi.waitFor(() => expect(held()).toBe(0));
});

test('where the browser refuses, nothing breaks, and it is asked again when the page is back', async () => {
  refuses = true;
  draw(true);
  await vi.waitFor(() => expect(requests).toBe(1));
  expect(locks).toEqual([]);
  refuses = false;
  turn('hidden');
  turn('visible');
  await vi.waitFor(() => expect(held()).toBe(1));
});

test('a browser without wake locks is left alone', async () => {
  Object.defineProperty(navigator, 'wakeLock', { value: undefined, configurable: true });
  draw(true);
  await vi.waitFor(() => expect(host.textContent).toBe('Downloading'));
  expect(requests).toBe(0);
});
