import { ModelHost } from '../llm/model-host.ts';
import { refuseRequests } from '../llm/web-llm/refuse-requests.ts';
import { llmHandlers } from './llm-handlers.ts';
import type { LlmPush, LlmRequests } from './llm-protocol.ts';
import { type Endpoint, serve } from './rpc.ts';

/** Entry of the worker that holds the language model. Each engine is fetched with the first load for it. */
if ('caches' in self) refuseRequests(Cache.prototype);
const host = new ModelHost({ onLost: (reason) => push({ type: 'lost', reason }) });
const push = serve<LlmRequests, LlmPush>(self as unknown as Endpoint, llmHandlers(host));
