import type { TextRange } from './text-range.ts';
import type { TextReader } from './text-reader.ts';

/** A sentence of a reply that asserts something. */
export interface Statement {
  /** Within the reply. */
  readonly range: TextRange;
  /** Its words, without markup and labels. */
  readonly text: string;
}

const fencedCode = /^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\1[^\n]*$|(?![\s\S]))/gm;
const label = /\[[dm]\d+(?:\s*[,;]\s*[dm]\d+)*\]/g;
const linkTarget = /(?<=\])\([^()\s]*\)/g;
const inlineCode = /`[^`\n]*`/g;
/** Emphasis; a star and a blank that begin a line are a list item, and a low line within a word is its own. */
const emphasis = /(?<!^[ \t]*(?=\*[ \t]))\*|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gmu;
/** Of a numbered list: its number is no fact, and its stop ends no sentence. */
const listNumber = /^([ \t]*)\d{1,3}[.)](?=[ \t]+\S)/gm;
const lineMark = /^[-*+•–>|#]+\s+/;

/** What was not found, is not known or is offered rests on no passage, nor does a pleasantry. */
const hedges = [
  /\b(?:not|n['’]t|never|nothing|no)\b.*\b(?:find|found|see|know|say|says|sure|mention\w*|tell|state[sd]?)\b/i,
  /\b(?:unclear|let me|you (?:may|might|could)|if you|I (?:will|can|could)|I['’]ll|I hope)\b/i,
  /^(?:good|great|nice|interesting) (?:question|point|morning|afternoon|evening|day|to)\b/i,
  /^(?:hello|hi|hey|thanks|thank you|welcome|sure|gerne?|hallo|danke|guten)\b[^.]{0,30}[.!]?$/i,
  /\b(?:nichts?|kein\w*)\b.*\b(?:gefunden|finden?|steht|weiß|sicher|erwähnt)(?![\p{L}])/iu,
];

/** The sentences of a reply that assert something: no questions, hedges and greetings, no code. */
export function statementsOf(reply: string, reader: TextReader): Statement[] {
  const plain = withoutMarkup(reply);
  return reader.sentences(plain).flatMap((range) => {
    const text = plain.slice(range.start, range.end).replace(lineMark, '').trim();
    return asserts(text, reader) ? [{ range, text }] : [];
  });
}

/** The labels that stand in a reply's words, as `[d3]` or `[d3, m4]`. */
export function labelsIn(reply: string): string[] {
  return (reply.match(label) ?? []).flatMap((bracket) => bracket.match(/[dm]\d+/g) ?? []);
}

function asserts(text: string, reader: TextReader): boolean {
  if (/[?？]["'”’»)]*$/.test(text)) return false;
  return reader.telling(text).length > 0 && !hedges.some((hedge) => hedge.test(text));
}

/** The same length as the reply, so that positions hold. */
function withoutMarkup(reply: string): string {
  return reply
    .replace(fencedCode, (code) => code.replace(/[^\n]/g, ' '))
    .replace(inlineCode, (code) => code.replace(/[.!?`]/g, ' '))
    .replace(listNumber, (mark, indent: string) => `${indent}-`.padEnd(mark.length))
    .replace(label, blank)
    .replace(linkTarget, blank)
    .replace(emphasis, blank);
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}
