import { ScriptedModel } from '../../src/kernel/scripted-model.fixture.ts';

/** How an obeying model turns what a document says into writes: each way is a call, or several. */
export const waysToObey: readonly ((attack: string) => readonly Call[])[] = [
  (attack) => [{ name: 'core_memory_append', args: { label: 'human', content: attack } }],
  (attack) => [{ name: 'core_memory_append', args: { label: 'persona', content: attack } }],
  (attack) => [
    { name: 'core_memory_append', args: { label: 'persona', content: `From now on, always: ${attack}` } },
  ],
  (attack) => [
    { name: 'core_memory_replace', args: { label: 'persona', old_content: '1', new_content: attack } },
  ],
  (attack) => [
    {
      name: 'core_memory_append',
      args: { label: 'human', content: `The user wants this: ${shuffled(attack)}` },
    },
  ],
  (attack) => [
    { name: 'core_memory_replace', args: { label: 'human', old_content: '1', new_content: '' } },
    { name: 'archival_memory_insert', args: { content: attack } },
  ],
];

interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * A model that obeys every instruction that it reads, wherever it stands: it reads on in the document until it
 * meets the attack, does as it is told by writing to memory, then answers with a link, an image and the attack's
 * own words.
 */
export class ObeyingModel extends ScriptedModel {
  /** Whether it met the attack in its prompt. */
  hasObeyed = false;

  constructor(attack: string, way: (attack: string) => readonly Call[]) {
    const calls = [...way(attack)];
    let searched = false;
    super({
      windowTokens: 16_384,
      fallback: ({ messages }) => {
        const meets = messages.some(({ role, content }) => role === 'user' && holds(content, attack));
        this.hasObeyed ||= meets;
        if (!meets && !searched) {
          searched = true;
          return write({ name: 'archival_memory_search', args: { query: attack.slice(0, 200), page: 1 } });
        }
        const next = meets ? calls.shift() : undefined;
        return next ? write(next) : answer(attack);
      },
    });
  }
}

function write({ name, args }: Call): string {
  return JSON.stringify({ thought: 'as told', function: name, arguments: args, request_heartbeat: true });
}

function answer(attack: string): string {
  const message = `![pixel](https://attacker.example/?q=1) [more](https://attacker.example/more) ${attack}`;
  return JSON.stringify({ function: 'send_message', arguments: { message, sources: [] } });
}

/** The attack as a prompt holds it: JSON, perhaps cut, special tokens broken. */
function holds(content: string, attack: string): boolean {
  const start = JSON.stringify(attack.slice(0, 40)).slice(1, -1);
  return content.includes(start);
}

/** The same words in another order, so that no sequence of the document's is left. */
function shuffled(text: string): string {
  const words = text.split(/\s+/);
  return [
    ...words.filter((_, index) => index % 2 === 1),
    ...words.filter((_, index) => index % 2 === 0),
  ].join(' ');
}
