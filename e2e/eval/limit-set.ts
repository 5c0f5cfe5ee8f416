import type { RetrievalSet, RetrievalTask } from './retrieval-task.ts';

/** Texts for each question that is kept, beside its gold. */
const textsEach = 10;

/** A part of a set for a quick trial, whose figures mean nothing: `most` questions, and few texts around them. */
export function limitSet(set: RetrievalSet, most: number): RetrievalSet {
  const step = Math.max(1, Math.floor(set.tasks.length / most));
  const some = set.tasks.filter((_, index) => index % step === 0).slice(0, most);
  const each = Math.ceil(most / some.length);
  return { ...set, tasks: some.map((task) => limitTask(task, each)) };
}

function limitTask(task: RetrievalTask, most: number): RetrievalTask {
  const questions = task.questions.slice(0, most);
  const wanted = new Set(questions.flatMap(({ gold }) => gold));
  const room = textsEach * most;
  return { questions, texts: task.texts.filter(({ id }, index) => index < room || wanted.has(id)) };
}
