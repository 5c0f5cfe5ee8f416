import { describe, expect, it } from 'vitest';
import { toEngineFailure, toLossReason } from './engine-failure.ts';

const runtimeError = (message: string) => Object.assign(new Error(message), { name: 'RuntimeError' });

describe('toEngineFailure', () => {
  it('looks for the cause of any exception in the log', () => {
    const log = '[json.exception.type_error.316] invalid UTF-8 byte at index 1\nRangeError: …';
    const failure = toEngineFailure(runtimeError('Invalid typed array length: 1163217991'), log);
    expect(failure).toMatchObject({ code: 'rejected', isBadText: true });
    expect(failure.message).toContain('invalid UTF-8 byte at index 1)');
  });

  it('tells an overflow, a refusal and a crash apart', () => {
    const code = (message: string) => toEngineFailure(runtimeError(message), '').code;
    expect(
      code('request (1200 tokens) exceeds the available context size (512 tokens), try increasing it'),
    ).toBe('overflow');
    expect(code('Failed to initialize samplers: failed to parse grammar')).toBe('rejected');
    expect(code('(ABORT) OOM')).toBe('lost');
    expect(code('memory access out of bounds')).toBe('lost');
    // The worker answers with a bare string once it has crashed.
    expect(toEngineFailure('wllama has crashed, please reload the module', '').code).toBe('lost');
  });

  it('keeps what is sorted already', () => {
    const failure = toEngineFailure(new Error('(ABORT)'), '');
    expect(toEngineFailure(failure, '')).toBe(failure);
    expect(toLossReason(failure).kind).toBe('memory');
  });
});
