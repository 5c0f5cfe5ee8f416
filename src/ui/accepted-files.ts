/** What the file picker offers; a dropped file of another kind is refused by the worker, with the reason. */
export const acceptedExtensions =
  '.pdf,.docx,.docm,.xlsx,.xlsm,.epub,.html,.htm,.xhtml,.md,.markdown,.csv,.tsv,.json,.jsonl,.zip,text/*';
export const acceptedWords = 'PDF, Word, Excel, EPUB, HTML, CSV and text files';
export const acceptedModels = '.gguf files, or a folder of web-llm';
