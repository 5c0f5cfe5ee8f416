import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface OutsideWorld {
  /** For Playwright's `proxy`. */
  readonly address: string;
  /** What was asked of other origins, as a method and a host or address. */
  readonly asked: readonly string[];
  /** From here on these hosts are there, over TLS with a certificate that nobody signed. */
  settle(hosts: readonly string[], answer: RequestListener): Promise<void>;
  /** Whether anything but this machine can be reached; cutting ends what is under way, too. */
  cut(isCut: boolean): void;
  close(): Promise<void>;
}

/** Chromium asks about any form with a text field in it, whatever the page does: it is no request of the app. */
const browsersOwn = /^CONNECT content-autofill\.googleapis\.com:443$/;

/**
 * A proxy that stands for everything but this machine: it notes who asked, and answers only for hosts that a
 * story has settled there. Whatever a page sends out, from whichever worker, passes here.
 */
export async function openOutsideWorld(): Promise<OutsideWorld> {
  const asked: string[] = [];
  const settled = new Map<string, number>();
  const closing: (() => void)[] = [];
  const tunnels = new Set<Duplex>();
  let isCut = false;
  const note = (what: string) => {
    if (!browsersOwn.test(what)) asked.push(what);
  };
  const server = createServer((request, response) => {
    note(`${request.method} ${request.url}`);
    response.writeHead(403).end();
  });
  server.on('connect', (request, socket) => {
    socket.on('error', () => {});
    const port = settled.get(request.url?.replace(/:443$/, '') ?? '');
    if (port === undefined) {
      note(`CONNECT ${request.url}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    if (isCut) return void socket.destroy();
    const inner = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      inner.pipe(socket);
      socket.pipe(inner);
    });
    inner.on('error', () => socket.destroy());
    inner.on('close', () => socket.destroy());
    socket.on('close', () => {
      tunnels.delete(socket);
      inner.destroy();
    });
    tunnels.add(socket);
  });
  const address = `http://127.0.0.1:${await listen(server)}`;
  return {
    address,
    asked,
    async settle(hosts, answer) {
      const { generate } = await import('selfsigned');
      const { private: key, cert } = await generate([{ name: 'commonName', value: hosts[0] ?? '' }]);
      const secure = createSecureServer({ key, cert }, answer);
      const port = await listen(secure);
      for (const host of hosts) settled.set(host, port);
      closing.push(() => {
        secure.close();
        secure.closeAllConnections();
      });
    },
    cut(cuts) {
      isCut = cuts;
      if (cuts) for (const tunnel of tunnels) tunnel.destroy();
    },
    async close() {
      for (const end of closing) end();
      for (const tunnel of tunnels) tunnel.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function listen(server: ReturnType<typeof createServer | typeof createSecureServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
