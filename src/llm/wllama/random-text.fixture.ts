import { seeded } from './random-gguf.fixture.ts';

/** What tokenizers stumble over. */
const crumbs = [
  ...['\n\u0085\n', '\n\ufeff\n', '\u0085\u0085', '\u3000\u3000h', '\t\u00a0\ufeff'],
  ...[
    'hello',
    'Hello',
    'WORLD',
    'camelCase',
    'XMLHttp',
    'naïve',
    'Ünder',
    'e\u0301te\u0301',
    'ﬁne',
    'ǅ',
    'ª',
  ],
  ...["'s", "'S", "I'll", "we'Ve", "'t", "can't", "d'", "'re.", "''m"],
  ...['1', '42', '123', '1234', '1234567', '3.14', '٣٤٥', 'Ⅷ', '½', '²'],
  ...['東京', 'こんにちは', 'привет', 'שלום', 'नमस्ते', '한국', '🙂', '👩‍💻', '🇬🇧', '\u{1F9FF}'],
  ...[
    ' ',
    '  ',
    '   ',
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    '\t\t',
    ' \n ',
    '\u00a0',
    '\u0085',
    '\u3000',
    '\ufeff',
    '\u200b',
  ],
  ...[
    '.',
    ',',
    '...',
    '!?',
    '"',
    '{"key":',
    '[1,2]',
    '//',
    '\\n',
    '$$',
    '<=>',
    '^~|`',
    '—',
    '…',
    '€',
    '™',
    '\u2028',
  ],
  ...[
    '<|im_start|>',
    '<|im_end|>',
    '<|im',
    '</s>',
    '<s>',
    '<unk>',
    '\u0000',
    '\u0007',
    '\ufffd',
    '_',
    'send_message',
  ],
];

/** Texts of such pieces, from a seed. */
export function randomTexts(count: number, seed: number): string[] {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + below(12) }, () => {
      const crumb = crumbs[below(crumbs.length)] ?? '';
      return below(3) === 0 ? ` ${crumb}` : crumb;
    }).join(''),
  );
}
