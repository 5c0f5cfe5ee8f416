import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { CodeTokens } from './code-tokens.ts';

/* Loaded with the first code of a known language: no other chunk of the page may import it at once. */

export type CodeKind = 'comment' | 'keyword' | 'text' | 'number' | 'title' | 'name' | 'removed';

/** A stretch of code of one colour; `null` for that of plain code. */
export interface CodeToken {
  readonly kind: CodeKind | null;
  readonly text: string;
}

const languages = {
  bash,
  cpp,
  csharp,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
// Its own emitter makes HTML, of which there is to be none.
hljs.configure({ __emitter: CodeTokens });

/** Code as stretches of colour that together are the code; `language` as `codeLanguage` gives it. */
export function highlightCode(code: string, language: string): readonly CodeToken[] {
  const plain: readonly CodeToken[] = [{ kind: null, text: code }];
  if (!hljs.getLanguage(language)) return plain;
  const { _emitter: emitter, errorRaised } = hljs.highlight(code, { language, ignoreIllegals: true });
  return emitter instanceof CodeTokens && !errorRaised ? emitter.tokens : plain;
}
