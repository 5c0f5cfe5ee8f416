const plain = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** "1,204" */
export function formatNumber(value: number): string {
  return plain.format(value);
}

/** "1 passage", "211 passages" */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${plain.format(count)} ${count === 1 ? singular : plural}`;
}

/** "34%" */
export function formatPercent(fraction: number): string {
  return percent.format(fraction);
}
