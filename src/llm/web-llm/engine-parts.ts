import type { Engine } from './engine.ts';
import { createGuard, turnMarks } from './guard-text.ts';
import type { PromptTemplate } from './prompt-template.ts';

/** The tokenizer that the engine itself uses (@mlc-ai/web-tokenizers). */
export interface Tokenizer {
  encode(text: string): { readonly length: number };
}

/** What a loaded model has inside that the engine's public face doesn't show. */
export interface EngineParts {
  readonly tokenizer: Tokenizer;
  readonly template: PromptTemplate;
  /** Resolves to the browser's `GPUDeviceLostInfo`; `null` where it could not be found, and only errors tell. */
  readonly deviceLost: Promise<unknown> | null;
}

/**
 * Reaches into a loaded engine. These fields are private in web-llm 0.2.86 (lib/engine.d.ts, llm_chat.d.ts),
 * which is why the version is pinned and every step is checked.
 *
 * @throws Error when the model is not loaded or web-llm looks different: never guesses
 */
export function engineParts(engine: Engine, engineId: string): EngineParts {
  const pipeline = entry(field(engine, 'loadedModelIdToPipeline'), engineId);
  if (pipeline === undefined) throw new Error(`The engine does not hold ${engineId}.`);
  const tokenizer = field(pipeline, 'tokenizer');
  if (!isTokenizer(tokenizer)) throw new Error('The engine’s tokenizer was not found.');
  const original = field(entry(field(engine, 'loadedModelIdToChatConfig'), engineId), 'conv_template');
  checkRoleTemplates(field(original, 'role_templates'));
  return {
    tokenizer,
    template: readTemplate(field(field(pipeline, 'conversation'), 'config')),
    deviceLost: deviceLost(pipeline),
  };
}

function isTokenizer(value: unknown): value is Tokenizer {
  return typeof field(value, 'encode') === 'function' && (value as Tokenizer).encode('a').length > 0;
}

/** We switch these off; that changes nothing only where they are a placeholder alone. */
function checkRoleTemplates(value: unknown): void {
  for (const role of ['user', 'assistant']) {
    const template = field(value, role);
    if (template !== undefined && template !== `{${role}_message}`) {
      throw new Error(`The model writes ${role} messages in a way that is not supported.`);
    }
  }
}

function readTemplate(config: unknown): PromptTemplate {
  const text = (name: string, absent?: string): string => {
    const value = field(config, name) ?? absent;
    if (typeof value !== 'string') throw new Error(`The model’s chat template has no ${name}.`);
    return value;
  };
  const role = (name: string): string => {
    const value = field(field(config, 'roles'), name);
    if (typeof value !== 'string') throw new Error(`The model’s chat template has no role ${name}.`);
    return value;
  };
  const separators = list(field(config, 'seps'), 'string');
  if (separators.length === 0) throw new Error('The model’s chat template has no separators.');
  const roles = { user: role('user'), assistant: role('assistant') };
  const stops = list(field(config, 'stop_str'), 'string');
  return {
    system: text('system_template'),
    defaultSystem: text('system_message', ''),
    rendersEmptySystem: field(config, 'render_empty_system_message') !== false,
    roles,
    contentSeparator: text('role_content_sep', ': '),
    emptySeparator: text('role_empty_sep', ': '),
    separators,
    roleAfterSystem: field(config, 'add_role_after_system_message') !== false,
    prefixTokens: list(field(config, 'system_prefix_token_ids'), 'number'),
    guard: createGuard(
      turnMarks([text('system_template'), roles.user, roles.assistant, ...separators, ...stops]),
    ),
  };
}

function list(value: unknown, of: 'string'): string[];
function list(value: unknown, of: 'number'): number[];
function list(value: unknown, of: 'string' | 'number'): unknown[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === of) : [];
}

function deviceLost(pipeline: unknown): Promise<unknown> | null {
  const context = field(field(field(pipeline, 'tvm'), 'lib'), 'webGPUContext');
  const lost = field(field(context, 'device'), 'lost');
  return lost instanceof Promise ? lost : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function entry(map: unknown, key: string): unknown {
  return map instanceof Map ? map.get(key) : undefined;
}
