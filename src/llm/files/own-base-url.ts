/** No such host exists, so nothing that is missing can be fetched from anywhere (RFC 6761, `invalid`). */
export const ownFilesHost = 'https://own-files.pagefile.invalid/';

/**
 * The address that a person's own web-llm model is cached under. web-llm reads a model from its caches without
 * a request when the address is absolute, and appends `resolve/main/` to any that has no `/resolve/` in it
 * (measured on 0.2.86; lib/index.js, `cleanModelUrl`).
 */
export function ownBaseUrl(id: string): string {
  return `${ownFilesHost}${id}/resolve/main/`;
}
