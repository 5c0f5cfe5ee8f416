import { describe, expect, it } from 'vitest';
import { messageContext } from './message-context.ts';

const createdAt = Date.UTC(2026, 4, 8, 22, 30);

describe('messageContext', () => {
  it('puts the day over the text, as the person’s clock had it', () => {
    const message = { text: 'I cooked for the whole street.', createdAt };
    expect(messageContext(message, 'UTC')).toBe('8 May 2026\nI cooked for the whole street.');
    expect(messageContext(message, 'Europe/Berlin')).toBe('9 May 2026\nI cooked for the whole street.');
  });

  it('names the month in the text’s own language', () => {
    const message = { text: 'Ich habe für die ganze Straße gekocht.', createdAt };
    expect(messageContext(message, 'UTC')).toContain('8. Mai 2026\n');
  });
});
