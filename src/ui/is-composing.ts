import type { KeyboardEvent } from 'react';

/** Whether a key belongs to an input method. Safari reports its Enter by key code alone. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
