import type { Conversation } from '../kernel/conversation.ts';
import type { Citation, Message } from '../kernel/message.ts';
import { describeAct } from './describe-act.ts';
import { excerptAround } from './excerpt-around.ts';
import { labelSentences } from './label-sentences.ts';
import { splitLabels } from './split-labels.ts';
import {
  type MemoryAct,
  type TranscriptEntry,
  type TurnItem,
  transcriptEntries,
} from './transcript-entries.ts';

/** A chat as it is written out: all of its path, oldest first. */
export interface WrittenChat {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
}

interface WriteOptions {
  /** Also what memory did for each answer. */
  readonly withMemory: boolean;
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** Longest quote of a footnote, in characters. */
const LONGEST_QUOTE = 300;

/**
 * A chat as Markdown: title and dates, who said what and when, and each source as a footnote with its document
 * and page. What the person said stands as a quotation, so that nothing in it changes what comes after.
 */
export function writeChatMarkdown(chat: WrittenChat, options: WriteOptions): string {
  return new ChatWriter(chat, options).write();
}

class ChatWriter {
  readonly #chat: WrittenChat;
  readonly #options: WriteOptions;
  readonly #messages: ReadonlyMap<string, Message>;
  readonly #paragraphs: string[] = [];
  /** Footnotes by what they say, numbered as they come. */
  readonly #notes = new Map<string, number>();

  constructor(chat: WrittenChat, options: WriteOptions) {
    this.#chat = chat;
    this.#options = options;
    this.#messages = new Map(chat.messages.map((message) => [message.id, message]));
  }

  write(): string {
    const { conversation, messages } = this.#chat;
    const [first, last] = [messages[0]?.createdAt ?? conversation.createdAt, messages.at(-1)?.createdAt];
    const span = last === undefined || day.format(first) === day.format(last) ? [first] : [first, last];
    this.#add(
      `# ${escapeMarks(conversation.title || 'Chat')}`,
      span.map((at) => day.format(at)).join(' to '),
    );
    for (const entry of transcriptEntries({ conversation, messages, partialReply: null })) this.#entry(entry);
    const notes = [...this.#notes].map(([note, number]) => `[^${number}]: ${note}`);
    if (notes.length > 0) this.#add(notes.join('\n'));
    return `${this.#paragraphs.join('\n\n')}\n`;
  }

  #add(...paragraphs: readonly string[]): void {
    this.#paragraphs.push(...paragraphs.filter((it) => it.trim() !== ''));
  }

  #entry(entry: TranscriptEntry): void {
    switch (entry.type) {
      case 'said':
        this.#add(this.#who('You', entry.messageId), quoted(entry.text));
        break;
      case 'turn':
        for (const item of entry.items) this.#item(item);
        break;
      case 'search':
        this.#add(
          this.#who('Search', entry.messageId),
          entry.part.citations.map((it) => `- ${describeSource(it)}`).join('\n') || 'Nothing was found.',
        );
        break;
      case 'document':
        this.#add(`*${escapeMarks(entry.part.name)} was added.*`);
        break;
      case 'interrupted':
        this.#add(entry.text, '*Interrupted.*');
        break;
    }
  }

  #item(item: TurnItem): void {
    if (item.type === 'memory') {
      if (this.#options.withMemory) this.#add(item.acts.map(memoryLine).join('\n'));
      return;
    }
    const { modelId, text, citations, messageId, interrupted } = item;
    const name = modelId === null ? 'Pagefile' : `Pagefile (${escapeMarks(modelId)})`;
    this.#add(this.#who(name, messageId), this.#cited(text, citations));
    if (interrupted) this.#add('*Interrupted.*');
  }

  #who(name: string, messageId: string): string {
    const at = this.#messages.get(messageId)?.createdAt;
    return at === undefined ? `**${name}**` : `**${name}**, ${moment.format(at)}`;
  }

  /** Sources after the sentences that they bear out; those that bear out none in particular at the end. */
  #cited(text: string, citations: readonly Citation[]): string {
    const placed = new Set<string>();
    const pieces = splitLabels(labelSentences(text, citations), citations).map((piece) => {
      if (piece.type === 'text') return piece.text;
      placed.add(piece.citation.label);
      return this.#mark(piece.citation);
    });
    const others = citations.filter((it) => !placed.has(it.label)).map((it) => this.#mark(it));
    const body = closeFence(pieces.join('').trimEnd());
    if (others.length === 0) return body;
    // A mark at the end of a fence, a table or a list would become part of it.
    return /(^|\n)(```|~~~|\||\s*[-*\d])[^\n]*$/.test(body)
      ? `${body}\n\n${others.join('')}`
      : `${body}${others.join('')}`;
  }

  #mark(citation: Citation): string {
    const note = describeSource(citation);
    const number = this.#notes.get(note) ?? this.#notes.size + 1;
    this.#notes.set(note, number);
    return `[^${number}]`;
  }
}

/** `lease.pdf, page 12, Term and notice: “A party that …”` */
function describeSource({ documentName, page, headingPath, text, sentence }: Citation): string {
  const place = [
    escapeMarks(documentName ?? 'A note'),
    ...(page === null ? [] : [`page ${page}`]),
    ...headingPath.slice(-1).map(escapeMarks),
  ];
  const whole = sentence ? text.slice(sentence.start, sentence.end) : text;
  const quote = excerptAround(whole.replace(/\s+/g, ' ').trim(), null, LONGEST_QUOTE);
  return `${place.join(', ')}: “${escapeMarks(quote.text)}${quote.cutEnd ? ' …' : ''}”`;
}

function memoryLine(act: MemoryAct): string {
  return `- *Memory:* ${escapeMarks(describeAct(act))}`;
}

function quoted(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** A fence that an interruption left open would take in all that follows. */
function closeFence(text: string): string {
  const fences = text.match(/^ {0,3}(```|~~~)/gm) ?? [];
  return fences.length % 2 === 1 ? `${text}\n${fences.at(-1)?.trim()}` : text;
}

/** Keeps names and quotes what they are: nothing in them is Markdown. */
function escapeMarks(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
