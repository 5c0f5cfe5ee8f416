const shownDigits = 12;

/**
 * A short name of what these files hold, the same for the same bytes in the same order: a repository may change
 * under its name, and vectors of other weights must not be compared with those of these.
 */
export async function filesFingerprint(files: Iterable<Blob>): Promise<string> {
  const digests: ArrayBuffer[] = [];
  for (const file of files) digests.push(await sha256(await file.arrayBuffer()));
  const digest = await sha256(await new Blob(digests).arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.slice(0, shownDigits);
}

function sha256(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', bytes);
}
