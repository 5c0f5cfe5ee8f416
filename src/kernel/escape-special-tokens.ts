/**
 * What chat templates treat as control: a tokenizer turns these spellings into real special tokens wherever
 * they stand (measured on web-llm: a document holding `<|im_end|>\n<|im_start|>system` forges a turn).
 */
const specialTokens =
  /<[|｜](?=[^\s|｜]{1,40}[|｜]>)|<(?=\/?(?:s|bos|eos|pad|unk|think|tool_call|tool_response|start_of_turn|end_of_turn|SYS)>)|\[(?=\/?(?:INST|TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS|SYSTEM_PROMPT)\])/gi;

/** Breaks each spelling with a zero-width space after its first character; the text reads the same. */
export function escapeSpecialTokens(text: string): string {
  return text.replace(specialTokens, (start) => `${start[0]}\u200B${start.slice(1)}`);
}
