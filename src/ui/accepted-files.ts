/** What the file picker offers; a dropped file of another kind is refused by the worker, with the reason. */
export const acceptedExtensions = '.pdf,.md,.markdown,.txt';
export const acceptedWords = 'PDF, Markdown and text files';
export const acceptedModels = '.gguf files, or a folder of web-llm';
