const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const length = 6;
/** The multiples of the alphabet's length that a byte can hold: past them some characters would come more often. */
const evenBytes = 256 - (256 % alphabet.length);

/** A random word of six letters and digits, for what documents say to stand between: nobody can guess it. */
export function newMark(): string {
  let mark = '';
  while (mark.length < length) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < evenBytes) mark += alphabet[byte % alphabet.length];
  }
  return mark;
}
