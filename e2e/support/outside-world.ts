import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OutsideWorld {
  /** For Playwright's `proxy`. */
  readonly address: string;
  /** What was asked of other origins, as a method and a host or address. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Chromium asks about any form with a text field in it, whatever the page does: it is no request of the app. */
const browsersOwn = /^CONNECT content-autofill\.googleapis\.com:443$/;

/**
 * A proxy that stands for everything but this machine: it answers nothing and notes who asked. Whatever a page
 * sends out, from whichever worker, passes here.
 */
export async function openOutsideWorld(): Promise<OutsideWorld> {
  const asked: string[] = [];
  const note = (what: string) => {
    if (!browsersOwn.test(what)) asked.push(what);
  };
  const server = createServer((request, response) => {
    note(`${request.method} ${request.url}`);
    response.writeHead(403).end();
  });
  server.on('connect', (request, socket) => {
    note(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
