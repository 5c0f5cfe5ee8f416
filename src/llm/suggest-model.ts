import type { DeviceCapability } from './device-capability.ts';
import { modelObstacle } from './model-obstacle.ts';
import type { ModelRow } from './model-row.ts';

const onTheCpu = ['SmolLM2-360M-Instruct-Q8_0', 'SmolLM2-135M-Instruct-Q8_0'];
const small = ['Llama-3.2-1B-Instruct', 'Qwen2.5-0.5B-Instruct', 'SmolLM2-360M-Instruct'];

/**
 * The model to begin with on this device: the best that it should run fluently, not the largest that it may
 * hold. `null` when nothing of `rows` runs here. A graphics processor played by the CPU counts as
 * none: it took 13 to 30 seconds a token (facts on web-llm, part B).
 */
export function suggestModel(rows: readonly ModelRow[], capability: DeviceCapability): ModelRow | null {
  const running = rows.filter((row) => modelObstacle(row, capability) === null);
  const wanted = inOrder(capability).find((id) => running.some((row) => row.id === id));
  return running.find(({ id }) => id === wanted) ?? null;
}

/** Ids of the catalogue's rows, best first. */
function inOrder(capability: DeviceCapability): readonly string[] {
  if (!capability.webgpu || capability.graphics === 'software') return onTheCpu;
  if (capability.mobile) return [...small, ...onTheCpu];
  const isStrong = capability.graphics === 'discrete' && (capability.memoryGb ?? 8) >= 8;
  return [...(isStrong ? ['Qwen3-4B'] : []), 'Qwen2.5-1.5B-Instruct', ...small, ...onTheCpu];
}
