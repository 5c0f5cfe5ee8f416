import { openStores } from './open-stores.ts';
import { sampleBlock, sampleEdit, sampleMessage, sampleNote } from './sample-rows.fixture.ts';

/*
 * A worker that commits without end to the database named in its first message, and answers with the number
 * of each commit once it has resolved.
 */
addEventListener('message', async ({ data }: MessageEvent<string>) => {
  const { memory } = await openStores({ name: data });
  for (let number = 0; ; number++) {
    await memory.commit({
      messages: [sampleMessage(`m${number}`)],
      blocks: [sampleBlock('human', { value: String(number) })],
      blockEdits: [sampleEdit(`b${number}`)],
      notes: [sampleNote(`n${number}`)],
    });
    postMessage(number);
  }
});
