import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startAppClient } from '../worker/app-client.ts';
import { App } from './app.tsx';
import { createAppActions } from './app-actions.ts';
import { AppContext } from './app-context.ts';
import { createAppStore } from './app-store.ts';
import { createOfflineStore } from './offline-store.ts';
import { applyUpdate, cacheGroup, groupStatus, registerServiceWorker } from './register-service-worker.ts';
import './global.css';

const client = startAppClient((message) => store.dispatch({ type: 'worker-lost', message }));
const store = createAppStore(client);
const offline = createOfflineStore({ registerServiceWorker, applyUpdate, cacheGroup, groupStatus });
// Reading documents and searching them by meaning is downloaded with the first document, not before.
const actions = createAppActions(store, () => void offline.cache(['documents', 'embedder']));

void offline.start();
void actions.start();

// Nobody looks away before the first paint.
const watch = async () => (await import('./watch-finished-work.ts')).watchFinishedWork(client);
document.addEventListener('visibilitychange', () => void watch(), { once: true });

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <AppContext value={{ store, actions, offline }}>
        <App />
      </AppContext>
    </StrictMode>,
  );
}
