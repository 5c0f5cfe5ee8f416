import { serve } from '../../scripts/serve.mjs';

export interface ServerOptions {
  /** The build to serve: `dist` or `dist-e2e`. */
  readonly dir: string;
  /** Any free one by default. Name one to start again where a stopped server was. */
  readonly port?: number;
  /** Leave out all headers, like a host that can't set any. */
  readonly plain?: boolean;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Resolves when the server is gone and its connections are closed. */
  stop(): Promise<void>;
}

/** Serves a build as `npm start` does. */
export async function startServer({ dir, port = 0, plain = false }: ServerOptions): Promise<TestServer> {
  const { url, stop } = await serve({ dir, port, plain });
  return { url, port: Number(new URL(url).port), stop };
}
