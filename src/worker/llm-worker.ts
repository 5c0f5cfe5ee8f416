import { ModelHost } from '../llm/model-host.ts';
import { llmHandlers } from './llm-handlers.ts';
import type { LlmRequests } from './llm-protocol.ts';
import { type Endpoint, serve } from './rpc.ts';

/** Entry of the worker that holds the language model. web-llm itself is fetched with the first load. */
serve<LlmRequests, never>(self as unknown as Endpoint, llmHandlers(new ModelHost()));
