import type { MessagePart } from './message.ts';
import type { ScriptedModel } from './scripted-model.fixture.ts';
import type { World } from './world.fixture.ts';

/**
 * What happened in a chat, a line for each event, call, result and reply in order, with the first line of
 * each result: the form in which the paper's figures tell their examples.
 */
export async function tellStory(world: World, conversationId = 'c'): Promise<string[]> {
  const path = await world.path(conversationId);
  return path.flatMap((message) => message.parts.map(tellPart));
}

function tellPart(part: MessagePart): string {
  switch (part.type) {
    case 'user_message':
      return `person: ${part.text}`;
    case 'document_added':
      return `event: document_added ${part.name}`;
    case 'function_result':
      return `${part.ok ? 'result' : 'error'}: ${part.message.split('\n')[0]}`;
    case 'call':
      return part.reply === null
        ? `call: ${part.functionName}(${Object.values(part.arguments).map(tellArgument).join(', ')})`
        : `agent: ${part.reply}`;
    default:
      return `event: ${part.type}`;
  }
}

function tellArgument(value: unknown): string {
  return JSON.stringify(value);
}

/** The last packed message of the newest prompt: the events in it. */
export function lastEvents(model: ScriptedModel): { type: string; message?: string }[] {
  const content = model.prompts.at(-1)?.at(-1)?.content ?? '';
  return content.split('\n').map((line) => JSON.parse(line));
}

/** The newest prompt as one text. */
export function lastPrompt(model: ScriptedModel): string {
  return (model.prompts.at(-1) ?? []).map(({ content }) => content).join('\n');
}

/** Small talk until the prompt is about `tokens` short of the memory-pressure mark, at most 70 more. */
export async function fillWindow(
  world: World,
  model: ScriptedModel,
  tokens: number,
  reply: string,
): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    const { window, free, pressureAt } = await world.agent.windowMap('c', model);
    const room = pressureAt - (window - free) - tokens;
    if (room < 70) return;
    model.play(reply);
    await world.talk(
      `Small talk ${turn}: ${'chat '.repeat(100)}`.slice(0, 4 * Math.min(room - 60, 100)),
      model,
    );
  }
}
