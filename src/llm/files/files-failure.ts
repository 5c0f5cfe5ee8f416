/**
 * - `newer`: a newer Pagefile keeps the notes on models' files;
 * - `unsupported`: this browser keeps no files for a site, or not in this window;
 * - `room`, `full`: no room, seen before the download or in the midst of it;
 * - `missing`, `refused`, `answer`: the host hasn't the file, doesn't give it out, or answers something else;
 * - `unusable`: what came, twice, is not the file;
 * - `damaged`, `gone`: what is kept here is not what came, or was removed by someone else;
 * - `other`: the platform's own words follow.
 */
export type FilesFailureCode =
  | 'newer'
  | 'unsupported'
  | 'room'
  | 'full'
  | 'missing'
  | 'refused'
  | 'answer'
  | 'unusable'
  | 'damaged'
  | 'gone'
  | 'other';

/** Why a model's files are not here. An Error, so that name, code and message cross the wire between workers. */
export class FilesFailure extends Error {
  override readonly name = 'FilesFailure';
  readonly code: FilesFailureCode;
  /** @param message for the person: what happened, what was kept, what to do */
  constructor(code: FilesFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Every failure there is, with its words. */
export const filesFailures = {
  newer: () =>
    new FilesFailure(
      'newer',
      'The models on this device are kept by a newer version of Pagefile. Nothing was changed. Reload this ' +
        'page, with a network connection, to get the newer version.',
    ),
  unsupported: (said: string) =>
    new FilesFailure(
      'unsupported',
      `This browser keeps no files for this site, so a model can’t be kept here. Private windows of some ` +
        `browsers do that; an ordinary window may work. Search works without a model. (${said})`,
    ),
  room: (neededBytes: number, freeBytes: number) =>
    new FilesFailure(
      'room',
      `The model needs ${formatBytes(neededBytes)} more, and the browser has ${formatBytes(freeBytes)} for this ` +
        'site, so it was not fetched; what is here is kept. Free some space, remove a model you no longer use, or ' +
        'choose a smaller one.',
    ),
  full: (missingBytes: number | null) =>
    new FilesFailure(
      'full',
      `There is no room left on this device${missingBytes ? `: ${formatBytes(missingBytes)} more are needed` : ''}. ` +
        'What has come is kept. Free some space and try again; it goes on from there.',
    ),
  missing: (host: string, name: string) =>
    new FilesFailure(
      'missing',
      `${host} no longer has ${name}, a file of this model (it answered 404). What has come is kept. Try again ` +
        'later; if that does not help, remove what has come and choose another model.',
    ),
  refused: (host: string, name: string, status: number) =>
    new FilesFailure(
      'refused',
      `${host} does not give out ${name}, a file of this model (it answered ${status}): the model may need an ` +
        'account there, or a network in between blocks it. What has come is kept. Try another network, or ' +
        'choose another model.',
    ),
  answer: (host: string, name: string, status: number) =>
    new FilesFailure(
      'answer',
      `${host} answered ${status} when asked for ${name}, a file of this model. What has come is kept; try ` +
        'again later.',
    ),
  unusable: (host: string, name: string, why: string) =>
    new FilesFailure(
      'unusable',
      `What ${host} sent as ${name}, a file of this model, is not that file: ${why}. It was fetched twice and ` +
        'not kept; everything else that has come is. If this network asks you to sign in, do that first; then ' +
        'try again.',
    ),
  damaged: (names: readonly string[]) =>
    new FilesFailure(
      'damaged',
      `${count(names)} of this model ${names.length === 1 ? 'is' : 'are'} not what came at the download: ` +
        `${list(names)}. They were removed. Get the model again: only these are fetched.`,
    ),
  damagedOwn: (names: readonly string[]) =>
    new FilesFailure(
      'damaged',
      `${count(names)} of this model ${names.length === 1 ? 'is' : 'are'} not what you imported: ${list(names)}. ` +
        'Remove the model and import it again from your own files.',
    ),
  gone: () =>
    new FilesFailure(
      'gone',
      'Files of this model are no longer on this device: the browser or someone removed them. Get the model ' +
        'again: only these are fetched.',
    ),
  goneOwn: () =>
    new FilesFailure(
      'gone',
      'Files of this model are no longer on this device: the browser or someone removed them. Remove the model ' +
        'and import it again from your own files.',
    ),
  other: (said: string) =>
    new FilesFailure(
      'other',
      `The model’s files could not be kept. What has come is kept; try again. The browser said: ${said}`,
    ),
};

/** Such as "340 MB" or "1.2 GB", by powers of ten. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.ceil(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}

function count(names: readonly string[]): string {
  return names.length === 1 ? 'One file' : `${names.length} files`;
}

const mostNamed = 3;

function list(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return names.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
