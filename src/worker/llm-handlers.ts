import type { ModelHost } from '../llm/model-host.ts';
import type { LlmRequests } from './llm-protocol.ts';
import type { Handlers } from './rpc.ts';

/** The llm worker's answers, by a host. Apart from its entry so that tests can serve them over any wire. */
export function llmHandlers(host: ModelHost): Handlers<LlmRequests> {
  return {
    capability: () => host.capability(),
    async load({ row, windowTokens }, { progress, signal }) {
      const loaded = await host.load(row, windowTokens, progress, signal);
      const { grammarDialect, instructions } = loaded;
      return { windowTokens: loaded.windowTokens, grammarDialect, ...(instructions && { instructions }) };
    },
    unload: () => host.unload().then(() => null),
    countTokens: ({ messages }) => host.countTokens(messages),
    complete: (request, { progress, signal }) => host.complete(request, { signal, onText: progress }),
    tryCpu: (_, { signal }) => host.tryCpu(signal),
  };
}
