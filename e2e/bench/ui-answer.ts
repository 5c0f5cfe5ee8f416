const words =
  'the lease names a garage that is let under the addendum of the same date and whoever writes in time keeps it';

/** A Markdown answer of at least so many characters: headings, lists, a table, code, emphasis and formulas. */
export function markdownAnswer(characters: number): string {
  const parts: string[] = [];
  for (let part = 1, length = 0; length < characters; part++) {
    const text = answerPart(part);
    parts.push(text);
    length += text.length + 2;
  }
  return parts.join('\n\n').slice(0, characters);
}

function answerPart(part: number): string {
  return [
    `## ${part}. What it comes to`,
    `So **${words}**, and *${words}*. See [the note](https://example.org/${part}) and \`value_${part}\`.`,
    `- ${words}\n- ${words}\n  - ${words}\n- ${words}`,
    `| year | sum | note |\n|---|--:|:-:|\n| 2024 | 1,204 | ${part} |\n| 2025 | 1,310 | ${words} |`,
    `\`\`\`ts\nexport function part${part}(value: number): string {\n  // ${words}\n  return \`\${value * ${part}} in all\`;\n}\n\`\`\``,
    `With $x_${part} = \\frac{a}{b}$ it follows:\n\n$$\n\\sum_{i=1}^{${part}} x_i^2 \\le \\sqrt{${part}}\n$$`,
    `> ${words}`,
  ].join('\n\n');
}

/** A text in pieces of about the same length. */
export function inPieces(text: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) =>
    text.slice(Math.round((at * text.length) / count), Math.round(((at + 1) * text.length) / count)),
  );
}
