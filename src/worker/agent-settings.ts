import type { WorkspaceStore } from '../storage/workspace-store.ts';
import type { AgentSettings } from './app-protocol.ts';

const name = 'agent';
const atFirst: AgentSettings = { heartbeatMinutes: null, readahead: true };
const mostMinutes = 24 * 60;

/** The stored settings; what is missing or unreadable is as at first. */
export async function loadAgentSettings(workspace: WorkspaceStore): Promise<AgentSettings> {
  const stored = await workspace.setting(name);
  return stored === null ? atFirst : parseAgentSettings(stored);
}

export async function saveAgentSettings(workspace: WorkspaceStore, settings: AgentSettings): Promise<void> {
  await workspace.saveSetting(name, JSON.stringify(settings));
}

/** Anybody with the developer tools can write here, and so can an older version. */
export function parseAgentSettings(json: string): AgentSettings {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return atFirst;
  }
  if (typeof value !== 'object' || value === null) return atFirst;
  const minutes = 'heartbeatMinutes' in value ? value.heartbeatMinutes : null;
  const isMinutes = typeof minutes === 'number' && minutes >= 1 && minutes <= mostMinutes;
  return {
    heartbeatMinutes: isMinutes ? minutes : null,
    readahead: 'readahead' in value ? value.readahead !== false : true,
  };
}
