/** Languages that are coloured, with the names by which a fence may call them. */
const names: Readonly<Record<string, readonly string[]>> = {
  javascript: ['javascript', 'js', 'jsx', 'mjs', 'cjs'],
  typescript: ['typescript', 'ts', 'tsx', 'mts'],
  python: ['python', 'py', 'python3'],
  json: ['json', 'jsonc', 'json5'],
  bash: ['bash', 'sh', 'shell', 'zsh', 'console'],
  xml: ['xml', 'html', 'svg', 'xhtml', 'vue'],
  css: ['css', 'scss', 'less'],
  sql: ['sql', 'sqlite', 'postgresql', 'mysql'],
  java: ['java'],
  cpp: ['cpp', 'c++', 'c', 'h', 'hpp', 'cc'],
  csharp: ['csharp', 'c#', 'cs'],
  go: ['go', 'golang'],
  rust: ['rust', 'rs'],
  yaml: ['yaml', 'yml'],
  diff: ['diff', 'patch'],
};

const byName = new Map(
  Object.entries(names).flatMap(([language, each]) => each.map((name) => [name, language])),
);

/** The language that the first word after a fence names; `null` for none, or one that stays plain. */
export function codeLanguage(info: string): string | null {
  const [word = ''] = info.trim().split(/[\s,{:]/, 1);
  return byName.get(word.toLowerCase()) ?? null;
}
