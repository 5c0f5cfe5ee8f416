import type { Message } from '../kernel/message.ts';
import type { Language } from '../retrieval/language.ts';
import { splitWords } from '../retrieval/split-words.ts';
import { tellLanguage } from '../retrieval/tell-language.ts';

/** Making a format takes longer than indexing a message. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A message's text under its day, in its own language, as its words are indexed: "what did I cook in May" is
 * answered by a message that does not say when. The embedder gets the text alone, where the day changes nothing
 * (docs/decisions/2026-11-20-score-fusion.md).
 *
 * @param timeZone IANA name of the person's time zone
 */
export function messageContext(
  { text, createdAt }: Pick<Message, 'text' | 'createdAt'>,
  timeZone: string,
): string {
  const language = tellLanguage(splitWords(text)) ?? 'en';
  return `${dayFormat(language, timeZone).format(createdAt)}\n${text}`;
}

function dayFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const name = `${language} ${timeZone}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  // The day comes before the month, as most of the world writes it; for words the order is all the same.
  const locale = language === 'en' ? 'en-GB' : language;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  formats.set(name, format);
  return format;
}
