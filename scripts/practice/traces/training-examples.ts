import type { ChatMessage } from '../../../src/kernel/language-model.ts';
import { playStory } from './play-story.ts';
import { teach } from './teach.ts';
import { type CountText, TeacherModel } from './teacher-model.ts';
import type { Split } from './word-maker.ts';

/** One epoch of a story as the model reads and writes it. */
export interface TrainingExample {
  readonly kind: string;
  readonly messages: readonly TrainingMessage[];
}

export interface TrainingMessage extends ChatMessage {
  /**
   * Set on a reply that is not to be learned here: it was written in an earlier epoch, and core memory or
   * search would call for another one in this prompt.
   */
  readonly loss?: false;
}

/** Plays the story of a seed with the teacher; an example for each epoch. */
export async function trainingExamples(
  seed: number,
  split: Split,
  countText: CountText,
): Promise<TrainingExample[]> {
  const teacher = new TeacherModel(countText);
  const kind = await playStory(seed, split, teacher);
  return teacher.epochs.map((messages) => ({ kind, messages: messages.map(toTraining) }));
}

function toTraining(
  { role, content }: ChatMessage,
  index: number,
  all: readonly ChatMessage[],
): TrainingMessage {
  if (role !== 'assistant' || teach(all.slice(0, index)) === content) return { role, content };
  return { role, content, loss: false };
}
