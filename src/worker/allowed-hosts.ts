import { responseHeaders } from '../service-worker/response-headers.ts';

/**
 * The other servers that the page and its workers may reach, read from the policy that is in force, so that what is
 * said of it can't differ from what it does: "https://huggingface.co", "https://*.hf.co".
 */
export const allowedHosts: readonly string[] = connectSources(
  responseHeaders['Content-Security-Policy'] ?? '',
);

function connectSources(policy: string): readonly string[] {
  const rule = policy.split('; ').find((it) => it.startsWith('connect-src ')) ?? '';
  return rule.split(' ').filter((it) => it.startsWith('https:'));
}
