import { expect, test } from 'vitest';
import { responseHeaders } from '../service-worker/response-headers.ts';
import { allowedHosts } from './allowed-hosts.ts';

test('the hosts that are shown are those that the policy lets the page reach, and no others', () => {
  const rule = /connect-src ([^;]*)/.exec(responseHeaders['Content-Security-Policy'] ?? '')?.[1];
  expect(allowedHosts.length).toBeGreaterThan(0);
  expect(["'self'", ...allowedHosts].join(' ')).toBe(rule);
});
