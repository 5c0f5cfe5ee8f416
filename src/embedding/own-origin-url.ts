import { EmbedderError } from './embedder-error.ts';

/**
 * Resolves `address` against the page or worker.
 *
 * @throws EmbedderError `foreign`, unless it lies on the app's own origin: no text and no model file may
 * depend on another host, not even by a slip in the configuration.
 */
export function ownOriginUrl(address: string): URL {
  const url = new URL(address, globalThis.location.href);
  if (url.origin === globalThis.location.origin) return url;
  throw new EmbedderError(
    'foreign',
    `The search model may only be loaded from this app itself, not from ${url.origin}. Please report this.`,
  );
}
