import { archivalSpansContract } from './archival-spans.contract.ts';
import { libraryStoreContract } from './library-store.contract.ts';
import { memoryHistoryContract } from './memory-history.contract.ts';
import { memorySearchContract } from './memory-search.contract.ts';
import { memoryStoreContract } from './memory-store.contract.ts';
import { transientStores } from './transient-stores.fixture.ts';
import { workspaceStoreContract } from './workspace-store.contract.ts';

const createStores = async () => transientStores();

memoryStoreContract('transient', createStores);
memoryHistoryContract('transient', createStores);
libraryStoreContract('transient', createStores);
workspaceStoreContract('transient', createStores);
memorySearchContract('transient', createStores);
archivalSpansContract('transient', createStores);
