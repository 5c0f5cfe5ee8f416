/** A long chat between two people, in the shape of LoCoMo's: who said what when, and questions about it. */
export interface BenchConversation {
  /** `locomo` and the sample's name, or `generated` and the seed. */
  readonly source: string;
  readonly messages: readonly BenchMessage[];
  readonly questions: readonly BenchQuestion[];
}

export interface BenchMessage {
  readonly id: string;
  /** The first speaker stands for the person, the other for the agent. */
  readonly role: 'user' | 'assistant';
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface BenchQuestion {
  readonly text: string;
  readonly answer: string;
  /** Ids of the messages that answer it, at least one. */
  readonly evidence: readonly string[];
}
