import type { Message } from './message.ts';

/** How much of it the model is told, in characters. */
const TOLD = 200;

/** How a reply ended that was interrupted; `null` for any other message, and where nothing had been written. */
export function interruptedEnd({ parts }: Message): string | null {
  const call = parts.find((part) => part.type === 'call');
  return (call?.type === 'call' && call.interrupted && call.reply?.slice(-TOLD)) || null;
}
