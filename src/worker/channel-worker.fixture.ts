import type { Endpoint } from './rpc.ts';

/**
 * A worker in this very thread, behind a real MessageChannel, with everything on it cloned. What answers inside is
 * served on `inside`.
 */
export class ChannelWorker {
  terminated = false;
  readonly inside: Endpoint;
  readonly #channel = new MessageChannel();
  readonly #events = new EventTarget();

  constructor() {
    const { port1, port2 } = this.#channel;
    this.inside = port2 as unknown as Endpoint;
    port1.start();
    port2.start();
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: (event: MessageEvent) => void): void {
    if (type === 'message') this.#channel.port1.addEventListener('message', listener);
    else this.#events.addEventListener(type, listener as (event: Event) => void);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }

  /** As when an error is caught by nobody. Returns what whoever supervises it was told by. */
  crash(type: 'error' | 'messageerror' = 'error'): Event {
    const event = new Event(type, { cancelable: true });
    this.#events.dispatchEvent(event);
    return event;
  }
}
