import type { FunctionCall } from './parse-call.ts';

/**
 * Whether the run goes on after a call (`HeartbeatPolicy` in functions.ts). An error is always shown to the
 * model again. A run that someone waits for, and a memory turn, go on until send_message or summarize ends
 * them; elsewhere a write goes on where the model asks for a heartbeat.
 */
export function goesOn(call: FunctionCall, succeeded: boolean, isAwaited: boolean): boolean {
  if (!succeeded) return true;
  switch (call.spec.heartbeat) {
    case 'yield':
      return false;
    case 'continue':
      return true;
    case 'until-answered':
      return isAwaited || call.requestHeartbeat;
  }
}
