const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** "412 MB", "0.9 GB" in decimal units, as browsers and systems count. */
export function formatBytes(bytes: number): string {
  // Nine tenths of a unit read better than hundreds of the one below: 0.9 GB, not 900 MB.
  const power = bytes < 1000 ? 0 : Math.floor(Math.log10(bytes / 0.9) / 3);
  const index = Math.min(units.length - 1, Math.max(0, power));
  const value = bytes / 1000 ** index;
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit: units[index] ?? 'byte',
    // Short, it would say "347 byte".
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
