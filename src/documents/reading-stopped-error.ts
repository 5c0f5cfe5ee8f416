import type { DocumentProblem } from '../kernel/document.ts';

/** A reader met what it will not or cannot go on with; `problem` is what the person is told. */
export class ReadingStoppedError extends Error {
  override readonly name = 'ReadingStoppedError';
  readonly problem: DocumentProblem;

  constructor(problem: DocumentProblem) {
    super(problem.message);
    this.problem = problem;
  }
}
