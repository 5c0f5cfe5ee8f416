import { EvalIntake } from './documents-intake.ts';
import { judgeDocument } from './documents-judge.ts';
import { type ExpectedFile, readDocumentsManifest } from './documents-manifest.ts';
import type { Figures } from './figures.ts';

/** Half of what the app itself waits before it ends a reader. */
const patience = 30_000;

/**
 * Real files through the app's own queue, document worker and database, in a worker of Chromium:
 *
 * - `documents.files`: those that the set's manifest names
 * - `documents.met`: of those, the ones of which came what the manifest expects (`Expectation`, `judgeDocument`);
 *   their text is read back from the stored rows. All others are listed on the console, with the reason.
 */
export async function measure(): Promise<Figures> {
  const files = readDocumentsManifest(await (await get('documents/manifest.json')).text());
  const intake = await EvalIntake.open(patience);
  const startedAt = performance.now();
  await intake.add(await Promise.all(files.map(bytesOf)));
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${files.length} files were taken in within ${seconds.toFixed(1)} s.`);
  let met = 0;
  for (const file of files) {
    const fault = await faultOf(file, intake);
    if (fault === null) met++;
    else console.log(`${file.name} (${file.expect}): ${fault}`);
  }
  return { 'documents.files': files.length, 'documents.met': met };
}

async function faultOf(file: ExpectedFile, intake: EvalIntake): Promise<string | null> {
  const outcome = await intake.outcome(file.name);
  if (file.password === null) return judgeDocument(file, outcome);
  await intake.open(file.name, file.password);
  return judgeDocument(file, outcome, await intake.outcome(file.name));
}

async function bytesOf({ name }: ExpectedFile) {
  return { name, bytes: await (await get(`documents/files/${name}`)).arrayBuffer() };
}

async function get(path: string): Promise<Response> {
  const answer = await fetch(`/eval/data/${path.split('/').map(encodeURIComponent).join('/')}`);
  if (!answer.ok) throw new Error(`${path} could not be read (${answer.status}).`);
  return answer;
}
