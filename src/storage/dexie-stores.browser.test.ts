import { archivalSpansContract } from './archival-spans.contract.ts';
import { libraryStoreContract } from './library-store.contract.ts';
import { memoryHistoryContract } from './memory-history.contract.ts';
import { memorySearchContract } from './memory-search.contract.ts';
import { memoryStoreContract } from './memory-store.contract.ts';
import { openStores } from './open-stores.ts';
import type { StoresUnderTest } from './stores-under-test.fixture.ts';
import { workspaceStoreContract } from './workspace-store.contract.ts';

async function createStores(): Promise<StoresUnderTest> {
  const name = `contract ${crypto.randomUUID()}`;
  const { memory, library, workspace, index, close } = await openStores({ name });
  const dispose = async () => {
    close();
    indexedDB.deleteDatabase(name);
  };
  return { memory, library, workspace, index, dispose };
}

memoryStoreContract('Dexie in Chromium', createStores);
memoryHistoryContract('Dexie in Chromium', createStores);
libraryStoreContract('Dexie in Chromium', createStores);
workspaceStoreContract('Dexie in Chromium', createStores);
memorySearchContract('Dexie in Chromium', createStores);
archivalSpansContract('Dexie in Chromium', createStores);
