import type { Question } from './questions.ts';

/**
 * Twenty questions of ours over five real files, which are not in the repository: see `real-documents.spec.ts`
 * for where they are looked for. The phrases are a few words each, for files without pages.
 */
export const realQuestions: readonly Question[] = [
  {
    file: 'memgpt_paper.pdf',
    pages: [3],
    phrase: 'memory pressure',
    text: 'How full does the context have to be before MemGPT warns the model?',
  },
  {
    file: 'memgpt_paper.pdf',
    pages: [2],
    phrase: 'three contiguous sections',
    text: 'Which parts does the prompt consist of in MemGPT?',
  },
  {
    file: 'memgpt_paper.pdf',
    pages: [5],
    phrase: '92.5%',
    text: 'What accuracy does GPT-4 with MemGPT reach at deep memory retrieval?',
  },
  {
    file: 'memgpt_paper.pdf',
    pages: [6],
    phrase: 'PostgreSQL',
    text: 'Which database do they use to store the archive, and with which vector extension?',
  },
  {
    file: 'memgpt_paper.pdf',
    pages: [1],
    phrase: 'Berkeley',
    text: 'Who wrote the MemGPT paper and at which university?',
  },
  {
    file: 'memgpt_paper.pdf',
    pages: [8],
    phrase: 'to 140',
    text: 'How many UUID pairs are there in the nested key-value task?',
  },
  {
    file: 'memgpt_paper.pdf',
    pages: [4],
    phrase: 'Table 1',
    text: 'How long are the context windows of Llama 2 and Claude 2?',
  },
  {
    file: 'memgpt_paper.pdf',
    pages: [4],
    phrase: 'timed events',
    text: 'Which kinds of events start an inference of the language model?',
  },

  {
    file: 'handbook.pdf',
    pages: [3],
    phrase: 'four weeks prior',
    text: 'What do I have to do to be allowed to go on holiday?',
  },
  {
    file: 'handbook.pdf',
    pages: [4],
    phrase: 'sole property',
    text: 'Who owns the things I invent while I work there?',
  },
  {
    file: 'handbook.pdf',
    pages: [2, 3],
    phrase: 'quarterly',
    text: 'How often is my performance reviewed?',
  },
  {
    file: 'handbook.pdf',
    pages: [4],
    phrase: 'without pay',
    text: 'Could I be suspended without a salary if I break the rules?',
  },
  {
    file: 'handbook.pdf',
    pages: [2],
    phrase: 'at all times',
    text: 'Must I be reachable in the evening and at weekends, or are there fixed working hours?',
  },

  {
    file: 'testPDF_protected.pdf',
    pages: [2],
    phrase: '15 September 2008',
    text: 'On what date did Lehman go bankrupt?',
  },
  {
    file: 'testPDF_protected.pdf',
    pages: [27, 28],
    phrase: 'Hora and Tempus',
    text: 'What is the story of the two men who build watches?',
  },
  {
    file: 'testPDF_protected.pdf',
    pages: [24, 25],
    phrase: 'HIV',
    text: 'How did Australia fight AIDS differently from the United States?',
  },
  {
    file: 'testPDF_protected.pdf',
    pages: [5],
    phrase: 'October 1987',
    text: 'Which stock market crash did the former head of the New York Fed foresee?',
  },

  {
    file: 'google-doc-document.pdf',
    pages: [1],
    phrase: 'Jakarta',
    text: 'What is the capital of Indonesia?',
  },

  {
    file: 'jsontestsuite-readme.md',
    pages: null,
    phrase: 'did crash',
    text: 'What does it mean if a JSON parser returns a value greater than one?',
  },
  {
    file: 'jsontestsuite-readme.md',
    pages: null,
    phrase: 'must be rejected',
    text: 'What does a test file whose name begins with n_ stand for?',
  },
];
