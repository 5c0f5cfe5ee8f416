import { responseHeaders } from './response-headers.ts';

/** Statuses that may have no body; `Response` refuses one for them. */
const bodyless = new Set([101, 204, 205, 304]);

/**
 * The same response with the header table applied, so that a host which sets no headers is as safe as one
 * that does. A redirect that the browser has to follow itself can't be copied and is returned as it is.
 */
export function withHeaders(response: Response): Response {
  if (response.type === 'opaqueredirect' || response.type === 'error') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(responseHeaders)) headers.set(name, value);
  const body = bodyless.has(response.status) ? null : response.body;
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}
