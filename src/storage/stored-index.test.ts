import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { openSmallPieces } from './small-pieces.fixture.ts';
import { storedIndexContract } from './stored-index.contract.ts';

storedIndexContract(
  'Dexie on fake-indexeddb',
  () => openSmallPieces({ name: 'index', indexedDB: new IDBFactory(), IDBKeyRange }),
  25,
);
