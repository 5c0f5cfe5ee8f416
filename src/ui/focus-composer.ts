import { COMPOSER_ID } from './composer.tsx';

export function focusComposer(): void {
  document.getElementById(COMPOSER_ID)?.focus();
}

/** After something was said: but not on a phone, where the keyboard would cover the answer. */
export function returnToComposer(): void {
  if (!matchMedia('(pointer: coarse)').matches) focusComposer();
}
