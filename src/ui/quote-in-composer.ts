import { COMPOSER_ID } from './composer.tsx';

/** Puts a text behind the draft as a Markdown quotation, with the caret below it. */
export function quoteInComposer(text: string): void {
  const field = document.getElementById(COMPOSER_ID);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const { value } = field;
  const gap = value === '' || value.endsWith('\n\n') ? '' : value.endsWith('\n') ? '\n' : '\n\n';
  field.focus();
  field.setRangeText(`${gap}${quotation(text)}\n\n`, value.length, value.length, 'end');
  // As typing does it, so that the draft is kept.
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  field.scrollTop = field.scrollHeight;
}

function quotation(text: string): string {
  return text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n');
}
