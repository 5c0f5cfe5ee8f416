/**
 * The part of the platform's `AbortSignal` that the kernel relies on. The kernel compiles without DOM and
 * Node types, so it states what it needs; every `AbortSignal` fits.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
