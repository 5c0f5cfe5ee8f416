const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
let lastTime = 0;
let counter = 0;

/**
 * A unique id that sorts by the time of making, within this worker strictly: 9 characters of time, 3 of a
 * counter within the millisecond, 12 random (60 bits).
 */
export function newId(): string {
  const now = Math.max(Date.now(), lastTime);
  counter = now === lastTime ? counter + 1 : 0;
  lastTime = now;
  const random = crypto.getRandomValues(new Uint8Array(12));
  const tail = Array.from(random, (byte) => alphabet[byte & 31]).join('');
  return encode(now, 9) + encode(counter, 3) + tail;
}

function encode(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) {
    text = (alphabet[rest % 32] ?? '0') + text;
  }
  return text;
}
