import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { archivalSpansContract } from './archival-spans.contract.ts';
import { libraryStoreContract } from './library-store.contract.ts';
import { memoryHistoryContract } from './memory-history.contract.ts';
import { memorySearchContract } from './memory-search.contract.ts';
import { memoryStoreContract } from './memory-store.contract.ts';
import { openStores } from './open-stores.ts';
import type { StoresUnderTest } from './stores-under-test.fixture.ts';
import { workspaceStoreContract } from './workspace-store.contract.ts';

async function createStores(): Promise<StoresUnderTest> {
  const { memory, library, workspace, index, close } = await openStores({
    name: 'contract',
    indexedDB: new IDBFactory(),
    IDBKeyRange,
  });
  return { memory, library, workspace, index, dispose: async () => close() };
}

memoryStoreContract('Dexie on fake-indexeddb', createStores);
memoryHistoryContract('Dexie on fake-indexeddb', createStores);
libraryStoreContract('Dexie on fake-indexeddb', createStores);
workspaceStoreContract('Dexie on fake-indexeddb', createStores);
memorySearchContract('Dexie on fake-indexeddb', createStores);
archivalSpansContract('Dexie on fake-indexeddb', createStores);
