/** @typedef {'production' | 'e2e'} BuildMode */

/**
 * Where each build goes, and what it is made from beyond the app itself.
 * @type {Readonly<Record<BuildMode, { dir: string, moreInputs: string[] }>>}
 */
export const builds = {
  production: { dir: 'dist', moreInputs: [] },
  e2e: { dir: 'dist-e2e', moreInputs: ['e2e'] },
};
