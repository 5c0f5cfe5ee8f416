import { cleanText } from './clean-text.ts';

/**
 * A piece of a PDF's text as it reads: hidden characters removed, ligatures and other presentation forms as
 * letters, loose accents on their letters, symbol fonts' bullets as bullets, single spaces. A soft hyphen
 * at the end becomes a hyphen.
 */
export function cleanPdfText(text: string): string {
  return cleanText(text.replace(/\u00ad\s*$/, '-'))
    .replace(PRESENTATION_FORMS, (form) => form.normalize('NFKC'))
    .replace(SYMBOL_BULLETS, '•')
    .replace(/\p{Co}/gu, '')
    .replace(LOOSE_ACCENT, composeAccent)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** TeX prints an accent and then its letter. */
const LOOSE_ACCENT = /([¨´ˆ˜˘˙˚ˇ])\s?(\p{L})/gu;
const COMBINING: Readonly<Record<string, string>> = {
  '¨': '\u0308',
  '´': '\u0301',
  ˆ: '\u0302',
  '˜': '\u0303',
  '˘': '\u0306',
  '˙': '\u0307',
  '˚': '\u030a',
  ˇ: '\u030c',
};

function composeAccent(loose: string, accent: string, letter: string): string {
  const composed = (letter === 'ı' ? 'i' : letter) + (COMBINING[accent] ?? '');
  return composed.normalize('NFC').length === 1 ? composed : loose;
}

const PRESENTATION_FORMS = /[\ufb00-\ufdff]|[\ufe70-\ufefc]/g;
const SYMBOL_BULLETS = /[\uf076\uf0a7\uf0b7\uf0d8\uf0fc]/g;
