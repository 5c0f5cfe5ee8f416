import { expect, it } from 'vitest';
import { filesFailures } from './files/files-failure.ts';
import { LoadFailure, toLoadFailure } from './load-failure.ts';

it.each([
  ['Engine.unload() is called.', 'aborted'],
  [new Error('Failed to store x: Engine.unload() is called.'), 'aborted'],
  [new DOMException('', 'AbortError'), 'aborted'],
  [new DOMException('', 'QuotaExceededError'), 'storage'],
  [new SyntaxError('Unexpected token <'), 'damaged'],
  [new WebAssembly.CompileError('expected magic word'), 'damaged'],
  [new WebAssembly.LinkError('function import requires a callable'), 'damaged'],
  [Object.assign(new Error('WebGPU is not supported'), { name: 'WebGPUNotAvailableError' }), 'device'],
  [new Error('Unable to find a compatible GPU. This issue might be'), 'device'],
  [Object.assign(new Error('requires shader-f16'), { name: 'ShaderF16SupportError' }), 'device'],
  [Object.assign(new Error('lost'), { name: 'DeviceLostError' }), 'device'],
  [new TypeError('Failed to fetch'), 'network'],
  [new TypeError("Failed to execute 'add' on 'Cache': Request failed"), 'network'],
  [new Error('Something else'), 'other'],
  [undefined, 'other'],
])('sorts what loading throws: %o is %s', (thrown, code) => {
  const failure = toLoadFailure(thrown);
  expect(failure).toBeInstanceOf(Error);
  expect(failure.code).toBe(code);
  expect(failure.message.length).toBeGreaterThan(40);
});

it('leaves a failure as it is', () => {
  const failure = new LoadFailure('stalled', 'No progress.');
  expect(toLoadFailure(failure)).toBe(failure);
});

it('keeps what the files’ side says of missing ones', () => {
  const gone = filesFailures.gone();
  expect(toLoadFailure(gone)).toMatchObject({ name: 'LoadFailure', code: 'damaged', message: gone.message });
});
