/*
 * The `_headers` file of a build, as static hosts read it (Netlify, Cloudflare Pages, and our own server).
 * Only what we write is understood: an exact path, or a path that ends in `*`.
 */

/** @typedef {Record<string, string>} Headers */
/** @typedef {{ pattern: string, headers: Headers }} Rule */

/**
 * Rules for a build: the security headers everywhere, and how long each top-level entry may be cached. The
 * cache rules never overlap, since hosts join the values of a header that two rules set.
 * @param {Headers} headers
 * @param {{ name: string, isDirectory: boolean }[]} entries what lies at the top of the build
 * @returns {Rule[]}
 */
export function headerRules(headers, entries) {
  const cacheRules = entries.map(({ name, isDirectory }) => ({
    pattern: isDirectory ? `/${name}/*` : `/${name}`,
    // Vite puts a hash of the content into the name of everything under assets/, and of nothing else.
    headers: { 'Cache-Control': name === 'assets' ? 'public, max-age=31536000, immutable' : 'no-cache' },
  }));
  const root = { pattern: '/', headers: { 'Cache-Control': 'no-cache' } };
  return [{ pattern: '/*', headers }, root, ...cacheRules];
}

/**
 * @param {Rule[]} rules
 * @returns {string}
 */
export function formatHeaders(rules) {
  const blocks = rules.map(({ pattern, headers }) => {
    const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
    return [pattern, ...lines, ''].join('\n');
  });
  return blocks.join('\n');
}

/**
 * @param {string} text
 * @returns {Rule[]}
 */
export function parseHeaders(text) {
  /** @type {Rule[]} */
  const rules = [];
  for (const line of text.split('\n').filter((line) => line.trim() && !line.startsWith('#'))) {
    const [, name, value] = /^\s+([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    const rule = rules.at(-1);
    if (name === undefined || value === undefined) rules.push({ pattern: line.trim(), headers: {} });
    else if (rule) rule.headers[name] = value;
  }
  return rules;
}

/**
 * The headers of every rule that fits the path.
 * @param {Rule[]} rules
 * @param {string} path
 * @returns {Headers}
 */
export function headersFor(rules, path) {
  const fitting = rules.filter(({ pattern }) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  );
  return Object.assign({}, ...fitting.map(({ headers }) => headers));
}
