import { libraryStoreContract } from './library-store.contract.ts';
import { memorySearchContract } from './memory-search.contract.ts';
import { memoryStoreContract } from './memory-store.contract.ts';
import { transientStores } from './transient-stores.fixture.ts';
import { workspaceStoreContract } from './workspace-store.contract.ts';

const createStores = async () => transientStores();

memoryStoreContract('transient', createStores);
libraryStoreContract('transient', createStores);
workspaceStoreContract('transient', createStores);
memorySearchContract('transient', createStores);
