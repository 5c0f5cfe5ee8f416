import type { ModelHost } from '../llm/model-host.ts';
import type { LlmRequests } from './llm-protocol.ts';
import type { Handlers } from './rpc.ts';

/** The llm worker's answers, by a host. Apart from its entry so that tests can serve them over any wire. */
export function llmHandlers(host: ModelHost): Handlers<LlmRequests> {
  return {
    capability: () => host.capability(),
    load: ({ row, windowTokens }, { progress, signal }) => host.load(row, windowTokens, progress, signal),
    unload: () => host.unload().then(() => null),
    delete: ({ row }) => host.delete(row).then(() => null),
    cached: ({ rows }) => host.cached(rows),
    countTokens: ({ messages }) => host.countTokens(messages),
    complete: (request, { progress, signal }) => host.complete(request, { signal, onText: progress }),
  };
}
