const allowedSchemes = new Set(['http:', 'https:', 'mailto:']);

/** The full address of a link that may be followed; `null` for every other scheme and for what is no address. */
export function linkTarget(href: string): string | null {
  try {
    const address = new URL(href);
    return allowedSchemes.has(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}
