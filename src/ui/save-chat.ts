import { chatFileName } from './chat-file-name.ts';
import { type WrittenChat, writeChatMarkdown } from './write-chat-markdown.ts';

/** Hands a chat to the browser's downloads as a Markdown file; nothing leaves the device. */
export function saveChat(chat: WrittenChat, withMemory: boolean): void {
  const text = writeChatMarkdown(chat, { withMemory });
  const address = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = chatFileName(chat.conversation.title);
  link.click();
  // The download reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
