import type { Proposal } from '../kernel/proposal.ts';
import type { MemoryAct } from './transcript-entries.ts';

/** The functions that change core memory, each with what its change is called. */
const changes: Readonly<Record<string, Proposal['change']['type']>> = {
  core_memory_append: 'append',
  core_memory_replace: 'replace',
};

/** Whether a call was left to the person: its result says so to the model, whatever the person did since. */
export function isProposed({ functionName, arguments: values, result }: MemoryAct): boolean {
  if (!result?.ok || changes[functionName] === undefined) return false;
  return result.message.startsWith(`${values?.label} is unchanged`);
}

/** Whether a change that waits came from this call of its run. */
export function proposes({ functionName, arguments: values }: MemoryAct, proposal: Proposal): boolean {
  return changes[functionName] === proposal.change.type && values?.label === proposal.label;
}
