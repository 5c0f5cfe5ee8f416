import { openSmallPieces } from './small-pieces.fixture.ts';
import { storedIndexContract } from './stored-index.contract.ts';

storedIndexContract(
  'Dexie in Chromium',
  () => openSmallPieces({ name: `stored index ${crypto.randomUUID()}` }),
  8,
);
