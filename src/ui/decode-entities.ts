const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  deg: '°',
  times: '×',
  euro: '€',
  pound: '£',
  sect: '§',
  copy: '©',
};

/** HTML character references as Markdown allows them in text; without HTML. Unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,8}));/g,
    (whole, decimal, hex, name) => {
      if (name) return named[name] ?? whole;
      const point = Number.parseInt(decimal ?? hex, decimal ? 10 : 16);
      const impossible = point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff);
      return impossible ? '\ufffd' : String.fromCodePoint(point);
    },
  );
}
