import type { ChatMessage } from '../../src/kernel/language-model.ts';
import { loadGguf } from '../../src/llm/wllama/load-gguf.ts';
import type { EngineCase } from './engine-cases.ts';

/** Any text: the engine is to be led by the weights alone. */
const anyText = 'root ::= [^\\x00]*';

/** In Chromium's worker: how many of the cases the engine answers as the trainer does, and how many there are. */
export async function measure(): Promise<{ same: number; cases: number }> {
  const [model, cases] = await Promise.all([
    fetch('/practice/practice.gguf'),
    fetch('/test-results/engine-cases.json'),
  ]);
  const loaded = await loadGguf({
    row: { id: 'practice', name: 'Practice model' },
    files: [await model.blob()],
    windowTokens: 2048,
    onPhase: () => {},
  });
  const all = parseCases(await cases.json());
  let same = 0;
  for (const { messages, reply } of all) {
    const result = await loaded.model.complete({
      messages: messages.map(toChat),
      grammar: anyText,
      maxTokens: 200,
    });
    const text = result.ok ? result.completion.text : result.error.message;
    if (text === reply) same += 1;
    else console.log(`${reply} <> ${text}`);
  }
  await loaded.unload();
  return { same, cases: all.length };
}

function toChat({ role, content }: EngineCase['messages'][number]): ChatMessage {
  if (role !== 'system' && role !== 'user' && role !== 'assistant') throw new Error(`No role: ${role}`);
  return { role, content };
}

function parseCases(cases: unknown): EngineCase[] {
  if (!Array.isArray(cases)) throw new Error('There are no cases.');
  return cases;
}
