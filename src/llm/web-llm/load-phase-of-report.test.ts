import { expect, it } from 'vitest';
import { loadPhaseOfReport } from './load-phase-of-report.ts';

it.each([
  ['Start to fetch params', 'loading'],
  ['Loading model from cache[3/30]: 100MB loaded.', 'loading'],
  ['Loading GPU shader modules[3/73]: 4% completed', 'compiling'],
  ['Finish loading on WebGPU - swiftshader', 'compiling'],
])('tells the phase from the engine’s words: %s', (text, name) => {
  expect(loadPhaseOfReport({ progress: 0.5, text })).toEqual({ name, fraction: 0.5, detail: text });
  expect(loadPhaseOfReport({ progress: Number.NaN, text }).fraction).toBe(0);
});
