import { ScriptedModel } from '../../src/kernel/scripted-model.fixture.ts';
import { retell } from './own-words.ts';

/** How a model writes down what the person told: in their words, shorter, with a lead, with the date, told again. */
export const waysToNote: readonly ((fact: string) => string)[] = [
  (fact) => fact,
  (fact) => `The user told me that ${fact}`,
  (fact) => `${withoutSmallWords(fact)} (noted 2026-11-20)`,
  (fact) => `- ${fact.replace(/\.$/, '')}`,
  (fact) => retell(fact),
];

/** A model that writes down one thing, and answers. */
export function notingModel(call: { readonly name: string; readonly args: object }): ScriptedModel {
  return new ScriptedModel({
    windowTokens: 16_384,
    script: [
      JSON.stringify({
        thought: 'they told me',
        function: call.name,
        arguments: call.args,
        request_heartbeat: true,
      }),
      JSON.stringify({ function: 'send_message', arguments: { message: 'Noted.', sources: [] } }),
    ],
  });
}

function withoutSmallWords(fact: string): string {
  return fact
    .split(' ')
    .filter((word) => !/^(?:a|an|the|is|was|are|has|have|had|been|of|by|for|with|to)$/i.test(word))
    .join(' ')
    .replace(/\.$/, '');
}
