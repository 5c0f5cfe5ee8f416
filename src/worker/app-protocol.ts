import type { EmbedderRow } from '../embedding/embedder-row.ts';
import type { Block, BlockEdit } from '../kernel/block.ts';
import type { Conversation } from '../kernel/conversation.ts';
import type { LibraryDocument } from '../kernel/document.ts';
import type { ChatMessage } from '../kernel/language-model.ts';
import type { MessageHit, PassageHit, ResultPage } from '../kernel/memory-search.ts';
import type { PartialReply } from '../kernel/memory-store.ts';
import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Proposal } from '../kernel/proposal.ts';
import type { StepTrace, Trace, WindowMap } from '../kernel/trace.ts';
import type { TokenSpeed } from '../llm/cpu-speed.ts';
import type { DeviceCapability } from '../llm/device-capability.ts';
import type { FilesState } from '../llm/files-state.ts';
import type { LoadPhase } from '../llm/load-phase.ts';
import type { ModelRow } from '../llm/model-row.ts';
import type { DocumentText } from '../storage/library-store.ts';
import type { MemoryRequests } from './memory-requests.ts';
import type { ModelCheck } from './model-check.ts';
import type { NamedFile } from './model-files-protocol.ts';
import type { ReplacementOffer } from './replacement-offers.ts';
import type { Request } from './rpc.ts';
import type { EverythingQuery, FoundTexts } from './search-everything.ts';

type None = Record<never, never>;

/** Where the language model stands. */
export type ModelStatus =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly row: ModelRow; readonly phase: LoadPhase }
  | { readonly state: 'ready'; readonly row: ModelRow; readonly windowTokens: number }
  | {
      readonly state: 'failed';
      readonly row: ModelRow;
      readonly message: string;
      /** What would ask less of the device: the same model with a smaller window, or a smaller model. */
      readonly lighter: { readonly id: string; readonly name: string; readonly windowTokens: number } | null;
    };

/** Where the embedder stands; until it is ready, search compares words alone. */
export type EmbedderStatus =
  | { readonly state: 'asleep' }
  | { readonly state: 'loading' }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly message: string };

/** How far texts have vectors of the embedder that was chosen, while search goes by the one before. */
export interface EmbeddingChange {
  readonly done: number;
  readonly total: number;
}

/** One embedder that search by meaning can go by. */
export interface EmbedderOffer {
  readonly row: EmbedderRow;
  /** That of the shipped one is `ready`: it comes with the app. */
  readonly files: FilesState;
}

export interface EmbedderOffers {
  readonly offers: readonly EmbedderOffer[];
  readonly chosenId: string;
  /** The one whose vectors search goes by; `null` before the first text was embedded. */
  readonly searchedId: string | null;
  /** What the browser will still store for this site; `null` when it doesn't tell. */
  readonly freeBytes: number | null;
}

/** `memory`: no IndexedDB here, so nothing outlives the tab; `message` says so. */
export interface StorageStatus {
  readonly kind: 'device' | 'memory';
  readonly usedBytes: number;
  /** Of those, what models' files take. */
  readonly modelBytes: number;
  /** Of those, the originals of documents. */
  readonly documentBytes: number;
  readonly quotaBytes: number | null;
  readonly persisted: boolean;
}

export interface ModelOffer {
  readonly row: ModelRow;
  readonly files: FilesState;
  /** Why it won't run here; `null` when it should. */
  readonly obstacle: string | null;
  /** The windows that it can be loaded with, smallest first, and the memory that each takes. */
  readonly windows: readonly WindowOffer[];
  /** Of those, the one that loading takes when none is named; absent where nothing speaks for one. */
  readonly usualWindow?: number;
  /** Whether it could use memory when that was tried last; `null` where it was not. */
  readonly check: ModelCheck | null;
  /** Tokens a second that the CPU may read and write with it; `null` on the GPU, and before the trial. */
  readonly speed: TokenSpeed | null;
}

export interface WindowOffer {
  readonly tokens: number;
  readonly memoryBytes: number;
}

/** Which models there are for this device. */
export interface ModelOffers {
  readonly capability: DeviceCapability;
  /** The catalogue and what is here besides, in the order to show. */
  readonly offers: readonly ModelOffer[];
  /** The one to begin with on this device; `null` when none fits. */
  readonly suggestedId: string | null;
  /** What the browser will still store for this site; `null` when it doesn't tell. */
  readonly freeBytes: number | null;
}

/** A block that is longer than its share of the window as it is loaded now. */
export interface OverlongBlock {
  readonly label: string;
  readonly characters: number;
  /** How many fit. */
  readonly room: number;
}

/** One conversation as the page shows it. */
export interface ConversationView {
  readonly conversation: Conversation;
  /** Oldest first; the newest `limit` of the path. */
  readonly messages: readonly Message[];
  readonly hasEarlier: boolean;
  readonly windowMap: WindowMap;
  readonly steps: readonly StepTrace[];
  readonly partialReply: PartialReply | null;
  readonly draft: string;
  /** For each message of the person that has other versions: all of them by id, oldest first. */
  readonly versions: Readonly<Record<string, readonly string[]>>;
}

/** More of a chat's path than is shown of it; see `ConversationView` for the fields. */
export type EarlierMessages = Pick<ConversationView, 'messages' | 'hasEarlier' | 'versions'>;

/** How the agent behaves, as the person chose. */
export interface AgentSettings {
  /** Minutes between timed heartbeats; `null` while they are off, as they are at first. */
  readonly heartbeatMinutes: number | null;
  /** Whether the system searches before the model asks. */
  readonly readahead: boolean;
}

/** How documents come in, apart from where each of them stands. */
export interface IntakeStatus {
  /** The person put off all reading and embedding. */
  readonly paused: boolean;
  /** Documents that came under the name of an earlier one, while that is not answered or not carried out. */
  readonly offers: readonly ReplacementOffer[];
}

/** Everything the page needs at start. */
export interface Snapshot {
  readonly agentName: string;
  readonly blocks: readonly Block[];
  /** Changes of core memory that wait for the person, oldest first. */
  readonly proposals: readonly Proposal[];
  readonly conversations: readonly Conversation[];
  readonly current: ConversationView;
  readonly documents: readonly LibraryDocument[];
  readonly intake: IntakeStatus;
  readonly model: ModelStatus;
  readonly embedder: EmbedderStatus;
  /** `null` while none is under way. */
  readonly embeddingChange: EmbeddingChange | null;
  readonly storage: StorageStatus;
  readonly settings: AgentSettings;
}

/** A document opened in the reader. */
export interface OpenedDocument {
  readonly document: LibraryDocument;
  readonly text: DocumentText;
}

export interface DroppedFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** What the person changes about a chat as a whole; what is absent stays. */
export interface ConversationChange {
  readonly id: string;
  readonly title?: string;
  readonly pinned?: boolean;
  readonly archived?: boolean;
}

/** What the page asks of the agent worker. Errors carry a message for the person. */
export type AppRequests = MemoryRequests & {
  /** Answered once this tab is the writer; until then `waiting-for-tab` is pushed. */
  start: Request<None, Snapshot>;
  /** Resolves when the message is stored; the answer follows as pushes. Rejects with nothing stored. */
  say: Request<{ readonly conversationId: string; readonly text: string }, null>;
  stop: Request<{ readonly conversationId: string }, null>;
  /** Says again what the person said in this message's exchange, or `text` in its place: a new version. */
  sayAgain: Request<
    { readonly conversationId: string; readonly messageId: string; readonly text?: string },
    null
  >;
  /** Asks for the rest of the reply with which the chat ends; rejects where that was not interrupted. */
  goOn: Request<{ readonly conversationId: string }, null>;
  /**
   * Takes the exchange of a message out of the chat; what its answer wrote to memory is undone. Going over to
   * `versionId` brings it back.
   */
  deleteExchange: Request<
    { readonly conversationId: string; readonly messageId: string },
    { readonly versionId: string }
  >;
  /** Leaves a message out of search, summaries and the prompts to come, or takes that back. */
  leaveOut: Request<
    { readonly conversationId: string; readonly messageId: string; readonly leftOut: boolean },
    null
  >;
  switchVersion: Request<{ readonly conversationId: string; readonly messageId: string }, ConversationView>;
  /**
   * Takes back one edit of core memory or of a note, or all that a run wrote, or all whose words came from a document; `kept`
   * names blocks changed again since.
   */
  undo: Request<
    { readonly editId: string } | { readonly runId: string } | { readonly documentId: string },
    { readonly kept: readonly string[] }
  >;
  /** What stands in memory with words from a document: edits of core memory, and notes. */
  documentWrites: Request<
    { readonly id: string },
    { readonly blockEdits: readonly BlockEdit[]; readonly notes: readonly Passage[] }
  >;
  /**
   * Carries out a change of core memory that waits for the person, or drops it. Rejects when it no longer fits
   * the block; it waits on then.
   */
  settleProposal: Request<{ readonly id: string; readonly accepts: boolean }, null>;
  /** The documents that a chat searches; `null` for all of the library, also those that come later. */
  attachDocuments: Request<
    { readonly conversationId: string; readonly documentIds: readonly string[] | null },
    null
  >;
  saveSettings: Request<AgentSettings, null>;
  /** A temporary one reads memory and writes none, and goes for good when another chat is opened. */
  newConversation: Request<{ readonly temporary?: boolean }, ConversationView>;
  openConversation: Request<{ readonly id: string; readonly limit?: number }, ConversationView>;
  /** What comes in a chat before one of its messages; rejects when that is gone. */
  earlierMessages: Request<
    { readonly conversationId: string; readonly beforeId: string; readonly limit: number },
    EarlierMessages
  >;
  /** An empty title brings the automatic one back: the first words said. */
  changeConversation: Request<ConversationChange, null>;
  /** Makes a chat of its own that begins with the path up to a message, and opens it. */
  branchConversation: Request<
    { readonly conversationId: string; readonly messageId: string },
    ConversationView
  >;
  /** All of a chat's path, oldest first, for writing it out. */
  readConversation: Request<
    { readonly id: string },
    { readonly conversation: Conversation; readonly messages: readonly Message[] }
  >;
  /** It is shown nowhere from now on; ten seconds later, or with the next start, it goes for good. */
  deleteConversation: Request<{ readonly id: string }, null>;
  /** Takes that back; rejects when it is gone. */
  restoreConversation: Request<{ readonly id: string }, null>;
  saveDraft: Request<{ readonly conversationId: string; readonly text: string }, null>;
  /** Resolves once every original is kept or refused; reading and indexing follow as pushes. */
  addDocuments: Request<
    {
      readonly conversationId: string;
      readonly files: readonly DroppedFile[];
      /** When all that were dropped together were, in milliseconds since 1970: none of them replaces another. */
      readonly droppedAt?: number;
    },
    null
  >;
  /** With the password of a file that asked for one; it is used and forgotten. */
  retryDocument: Request<{ readonly id: string; readonly password?: string }, null>;
  /**
   * Puts off the reading of one document until it is resumed, or once it is read the rest of its embedding: it stays
   * searchable by words. Kept across reloads; without effect on one that is ready or failed.
   */
  pauseDocument: Request<{ readonly id: string }, null>;
  resumeDocument: Request<{ readonly id: string }, null>;
  /** Puts off all reading and embedding, or lets it go on. */
  pauseIntake: Request<{ readonly paused: boolean }, null>;
  /** Whether a document takes the place of the earlier one of its name; else both stay. */
  answerOffer: Request<{ readonly id: string; readonly replaces: boolean }, null>;
  /** Also cancels one that is being read. */
  removeDocument: Request<{ readonly id: string }, null>;
  openDocument: Request<{ readonly id: string }, OpenedDocument>;
  /** The original, as it was dropped; rejects when it is no longer kept. */
  documentBytes: Request<{ readonly id: string }, ArrayBuffer>;
  passage: Request<{ readonly id: string }, Passage | null>;
  searchRecall: Request<{ readonly text: string; readonly page: number }, ResultPage<MessageHit>>;
  searchArchival: Request<{ readonly text: string; readonly page: number }, ResultPage<PassageHit>>;
  /** The best of every kind of text at once. */
  searchEverything: Request<EverythingQuery, FoundTexts>;
  /** A step's prompt, rebuilt byte for byte, and its grammar. */
  stepPrompt: Request<
    { readonly stepId: string },
    { readonly messages: readonly ChatMessage[]; readonly grammar: string }
  >;
  models: Request<None, ModelOffers>;
  /** The rest of web-llm's prebuilt list. */
  moreModels: Request<None, readonly ModelOffer[]>;
  /**
   * The person agreed to the size: downloads what is missing, going on where an earlier try ended, and loads
   * the model unless another was loaded meanwhile. Resolves once the download has begun.
   */
  getModel: Request<{ readonly id: string; readonly windowTokens?: number }, null>;
  pauseDownload: Request<{ readonly id: string }, null>;
  /** Ends the download and frees what had come of it. */
  cancelDownload: Request<{ readonly id: string }, { readonly freedBytes: number }>;
  /** Keeps the person's own files as a model; rejects when they are none, with nothing kept. */
  importModel: Request<{ readonly files: readonly NamedFile[] }, { readonly id: string }>;
  /** Ten seconds of arithmetic that tell how fast the CPU would be. */
  tryCpu: Request<None, null>;
  /** Without a window: the one that was last used with it, else the usual one. */
  loadModel: Request<{ readonly id: string; readonly windowTokens?: number }, null>;
  unloadModel: Request<None, null>;
  /**
   * Tries whether a model can use memory, with nothing of the person's; loads it first and puts back what was in use.
   * How far it is comes as pushes. `null` when it was stopped, by what the person said for one; rejects while something
   * is answered.
   */
  checkModel: Request<{ readonly id: string }, ModelCheck | null>;
  stopModelCheck: Request<None, null>;
  /** Compares a model's files with what was noted when they came. */
  verifyModel: Request<{ readonly id: string }, FilesState>;
  deleteModel: Request<{ readonly id: string }, { readonly freedBytes: number }>;
  /** Blocks of core memory that no longer fit the loaded model's window. */
  overlongBlocks: Request<None, readonly OverlongBlock[]>;
  storage: Request<None, StorageStatus>;
  embedders: Request<None, EmbedderOffers>;
  /** The person agreed to the size: downloads what is missing. Resolves once the download has begun. */
  getEmbedder: Request<{ readonly id: string }, null>;
  /** Ends the download under way and keeps what has come. */
  pauseEmbedder: Request<{ readonly id: string }, null>;
  /** Frees its files, also what came of a download under way; rejects for one that is in use. */
  deleteEmbedder: Request<{ readonly id: string }, { readonly freedBytes: number }>;
  /**
   * Search by meaning is to go by this one: texts are embedded anew in the background, and search goes by the one
   * before until all are. Rejects when its files are not here.
   */
  chooseEmbedder: Request<{ readonly id: string }, null>;
  /** The device's battery became low, or is no longer: only a page can tell. */
  batteryIsLow: Request<{ readonly isLow: boolean }, null>;
};

/** What the agent worker tells the page unasked: the kernel's traces, and its own news. */
export type AppPush =
  | Trace
  | { readonly type: 'waiting-for-tab' }
  | { readonly type: 'document-changed'; readonly document: LibraryDocument }
  | { readonly type: 'document-removed'; readonly id: string }
  /** Reading progress of a document, in document pages. */
  | { readonly type: 'document-progress'; readonly id: string; readonly page: number; readonly pages: number }
  /** It is being read or embedded right now. @param secondsLeft by the pace so far; `null` until that is known */
  | { readonly type: 'document-pace'; readonly id: string; readonly secondsLeft: number | null }
  /** It is not worked on any more, or not for now. */
  | { readonly type: 'document-rests'; readonly id: string }
  | { readonly type: 'intake-changed'; readonly intake: IntakeStatus }
  /** A file that was not taken in; nothing of it was kept. */
  | { readonly type: 'file-refused'; readonly name: string; readonly message: string }
  | { readonly type: 'model-changed'; readonly model: ModelStatus }
  /** A download went on, or a model's files came or went. */
  | { readonly type: 'model-files-changed'; readonly id: string; readonly files: FilesState }
  /** A check of a model went on. @param done items that are over; `null` once it is not under way any more */
  | { readonly type: 'model-check'; readonly id: string; readonly done: number | null }
  | { readonly type: 'embedder-changed'; readonly embedder: EmbedderStatus }
  /** A download of an embedder went on, or its files came or went. */
  | { readonly type: 'embedder-files-changed'; readonly id: string; readonly files: FilesState }
  | { readonly type: 'embedding-change'; readonly change: EmbeddingChange | null }
  | { readonly type: 'storage-changed'; readonly storage: StorageStatus }
  /** Something the person should know, which no request of theirs is waiting for. */
  | { readonly type: 'notice'; readonly message: string }
  /** A newer version of the app took the database over: reload. */
  | { readonly type: 'outdated' };
