import { expect, test } from 'vitest';
import { formatHeaders, headerRules, headersFor, parseHeaders } from './headers-file.mjs';

const rules = headerRules(
  { 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; a:" },
  [
    { name: 'assets', isDirectory: true },
    { name: 'models', isDirectory: true },
    { name: 'index.html', isDirectory: false },
  ],
);

test('the file reads back as it was written', () => {
  expect(parseHeaders(formatHeaders(rules))).toEqual(rules);
});

test('no path gets one header from two rules, since hosts join their values', () => {
  for (const path of ['/', '/index.html', '/assets/a.js', '/models/m/config.json', '/missing']) {
    const fitting = rules.filter((rule) => Object.keys(headersFor([rule], path)).length > 0);
    const names = fitting.flatMap(({ headers }) => Object.keys(headers));
    expect(new Set(names).size).toBe(names.length);
  }
});

test('only files with a hash in their name are cached for good', () => {
  expect(headersFor(rules, '/assets/a-1.js')['Cache-Control']).toContain('immutable');
  for (const path of ['/', '/index.html', '/models/m/config.json']) {
    expect(headersFor(rules, path)['Cache-Control']).toBe('no-cache');
  }
  expect(headersFor(rules, '/missing')).toEqual(rules[0]?.headers);
});
