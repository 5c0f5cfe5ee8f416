import { documentLimits } from './document-limits.ts';

/** Compressed bytes inflated before they are counted: at most a thousand times as many come out. */
const STEP = 16 * 1024;

/**
 * Bounds what the worker it is called in may inflate into one byte buffer, for good. pdf.js inflates a stream whole,
 * by the browser's means or its own, and a PDF of a few kilobytes can hold gigabytes of it. What it meets here is the
 * failure that it would meet on a device without memory.
 *
 * @param limit bytes of one buffer
 * @returns whether more was asked for so far
 */
export function limitBuffers(limit: number = documentLimits.inflatedBytes): () => boolean {
  let wasExceeded = false;
  const refuse = () => {
    wasExceeded = true;
    return new RangeError('Array buffer allocation failed');
  };
  globalThis.Uint8Array = new Proxy(globalThis.Uint8Array, {
    construct(target, given: unknown[], newTarget) {
      const [length] = given;
      if (typeof length === 'number' && length > limit) throw refuse();
      const made: object = Reflect.construct(target, given, newTarget);
      return made;
    },
  });
  globalThis.DecompressionStream = new Proxy(globalThis.DecompressionStream, {
    construct: (target, [format]: ConstructorParameters<typeof DecompressionStream>) =>
      boundedInflater(new target(format), limit, refuse),
  });
  return () => wasExceeded;
}

/** The browser inflates all that is written at once before anybody can count it: it is given a little at a time. */
function boundedInflater(
  inflater: DecompressionStream,
  limit: number,
  refuse: () => Error,
): ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let left = limit;
  const inSteps = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      for (let at = 0; at < bytes.length; at += STEP) controller.enqueue(bytes.subarray(at, at + STEP));
    },
  });
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      left -= bytes.length;
      if (left < 0) throw refuse();
      controller.enqueue(bytes);
    },
  });
  return {
    writable: inSteps.writable,
    readable: inSteps.readable.pipeThrough(inflater).pipeThrough(counted),
  };
}
