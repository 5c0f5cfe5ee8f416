import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { NamedFile } from '../worker/model-files-protocol.ts';
import styles from './app.module.css';
import { Bars } from './bars.tsx';
import { ChatHeader } from './chat-header.tsx';
import { ChatPlace } from './chat-place.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { focusComposer, returnToComposer } from './focus-composer.ts';
import { isTakingIn } from './intake-state.ts';
import { LiveRegion } from './live-region.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import { isGettingFiles } from './models-state.ts';
import {
  type EditedBlock,
  type MemoryTab,
  type Navigation,
  NavigationContext,
  type ReaderTarget,
} from './navigation.ts';
import { openChatAt } from './open-chat-at.ts';
import { Rail } from './rail.tsx';
import type { SettingsSection } from './settings-section.ts';
import { sortFiles } from './sort-files.ts';
import { StageScreen } from './stage-screen.tsx';
import { useApp, useAppState } from './use-app.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useLaunch } from './use-launch.ts';
import { PHONE, useMedia, WIDE } from './use-media.ts';
import { useRememberedFlag } from './use-remembered-flag.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useWakeLock } from './use-wake-lock.ts';

const LibraryPlace = lazy(async () => ({ default: (await import('./library-place.tsx')).LibraryPlace }));
const MemoryPanel = lazy(async () => ({ default: (await import('./memory-panel.tsx')).MemoryPanel }));
const ReaderDialog = lazy(async () => ({ default: (await import('./reader-dialog.tsx')).ReaderDialog }));
const ModelsDialog = lazy(async () => ({ default: (await import('./models-dialog.tsx')).ModelsDialog }));
const OfflineDialog = lazy(async () => ({ default: (await import('./offline-dialog.tsx')).OfflineDialog }));
const SettingsDialog = lazy(async () => ({
  default: (await import('./settings-dialog.tsx')).SettingsDialog,
}));
const PaletteDialog = lazy(async () => ({ default: (await import('./palette-dialog.tsx')).PaletteDialog }));
const ShortcutListDialog = lazy(async () => ({
  default: (await import('./shortcut-list-dialog.tsx')).ShortcutListDialog,
}));
const LinkDialog = lazy(async () => ({ default: (await import('./link-dialog.tsx')).LinkDialog }));

type OpenDialog =
  | { readonly name: 'reader'; readonly target: ReaderTarget }
  | { readonly name: 'models' }
  | { readonly name: 'offline' }
  | { readonly name: 'settings'; readonly section: SettingsSection | undefined }
  | { readonly name: 'search' }
  | { readonly name: 'shortcuts' }
  | { readonly name: 'link'; readonly address: string };

export function App() {
  const stage = useAppState((state) => state.stage);
  return stage.name === 'ready' ? <Room /> : <StageScreen stage={stage} />;
}

/** The app once the worker has answered: rail, place and memory panel, and whatever dialog is open. */
function Room() {
  const app = useApp();
  const { actions } = app;
  const view = useAppState((state) => state.view);
  const running = useAppState((state) => view !== null && state.runs[view.conversation.id] !== undefined);
  const phone = useMedia(PHONE);
  const wide = useMedia(WIDE);
  const [place, setPlace] = useState<'chat' | 'library'>('chat');
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const [tab, setTab] = useState<MemoryTab>('core');
  const [edited, setEdited] = useState<EditedBlock | null>(null);
  const [railShown, setRailShown] = useRememberedFlag('rail', true);
  const [drawer, setDrawer] = useState(false);
  const begun = useAppState((state) => state.documents.length > 0 || (state.view?.messages.length ?? 0) > 0);
  // The first screen is to be calm: memory shows itself once there is some.
  const [panelShown, setPanelShown] = useRememberedFlag('memory-panel', begun);
  const [sheet, setSheet] = useState(false);

  const openMemory = useCallback(
    (next: MemoryTab) => {
      setTab(next);
      if (wide) setPanelShown(true);
      else setSheet(true);
    },
    [wide, setPanelShown],
  );
  const toggleRail = useCallback(
    () => (phone ? setDrawer((shown) => !shown) : setRailShown(!railShown)),
    [phone, railShown, setRailShown],
  );
  const toggleMemory = useCallback(
    () => (wide ? setPanelShown(!panelShown) : setSheet((shown) => !shown)),
    [wide, panelShown, setPanelShown],
  );
  const navigation = useMemo<Navigation>(
    () => ({
      openReader: (reader) => setDialog({ name: 'reader', target: reader }),
      openModels: () => setDialog({ name: 'models' }),
      openOffline: () => setDialog({ name: 'offline' }),
      openSettings: (section) => setDialog({ name: 'settings', section }),
      openSearch: () => setDialog({ name: 'search' }),
      openShortcuts: () => setDialog({ name: 'shortcuts' }),
      openLink: (address) => setDialog({ name: 'link', address }),
      openMemory,
      editBlock: (label) => {
        setEdited({ label });
        openMemory('core');
      },
      openLibrary: () => setPlace('library'),
      toggleRail,
      toggleMemory,
      newChat: (options) => {
        setPlace('chat');
        setTarget(null);
        void actions.newChat(options).then(focusComposer);
      },
      openChat: async (id, messageId) => {
        setPlace('chat');
        setSheet(false);
        setTarget(null);
        await (messageId === undefined ? actions.openChat(id) : openChatAt(app, id, messageId));
        setTarget(messageId ?? null);
        // What had the keyboard may have gone with the chat before.
        const { activeElement } = document;
        if (activeElement === document.body || activeElement?.id === 'main') returnToComposer();
      },
    }),
    [app, actions, openMemory, toggleRail, toggleMemory],
  );

  useShortcuts({
    newChat: () => navigation.newChat(),
    rail: toggleRail,
    memory: toggleMemory,
    composer: focusComposer,
    stop: running ? actions.stop : null,
    search: navigation.openSearch,
    settings: () => navigation.openSettings(),
    shortcutList: navigation.openShortcuts,
  });
  const wantsModel = dialog?.name === 'models';
  const takeFiles = (files: readonly NamedFile[]) => {
    const { models, documents } = sortFiles(files, wantsModel);
    if (documents.length > 0) setPlace('chat');
    void actions.addFiles(documents);
    if (models.length === 0) return;
    setDialog({ name: 'models' });
    void actions.importModels(models);
  };
  const over = useFileDrop(takeFiles);
  const say = (message: string) => app.store.dispatch({ type: 'notice', message });
  useLaunch({ ...navigation, takeFiles, say });

  useWakeLock(useAppState((state) => isGettingFiles(state.models) || isTakingIn(state)));

  if (!view) return null;
  return (
    <NavigationContext value={navigation}>
      <div className={styles.room}>
        {!phone && railShown && (
          <aside aria-label="Chats and library" className={styles.rail}>
            <Rail place={place} onDone={() => {}} onFold={toggleRail} />
          </aside>
        )}
        <main id="main" tabIndex={-1} className={styles.place}>
          <Bars />
          {place === 'chat' ? (
            <>
              <ChatHeader
                railOpen={!phone && railShown}
                onRail={toggleRail}
                memoryOpen={wide ? panelShown : sheet}
                onMemory={toggleMemory}
              />
              <ChatPlace view={view} target={target} />
            </>
          ) : (
            <Suspense>
              <LibraryPlace railOpen={!phone && railShown} onRail={toggleRail} />
            </Suspense>
          )}
        </main>
        {wide && panelShown && (
          <aside aria-label="Memory" className={styles.panel}>
            <Suspense>
              <MemoryPanel
                view={view}
                tab={tab}
                onTab={setTab}
                edited={edited}
                onClose={() => setPanelShown(false)}
              />
            </Suspense>
          </aside>
        )}
      </div>
      {phone && drawer && (
        <ModalDialog label="Chats and library" shape="drawer" bare onClose={() => setDrawer(false)}>
          <Rail place={place} onDone={() => setDrawer(false)} onFold={() => setDrawer(false)} />
        </ModalDialog>
      )}
      {!wide && sheet && (
        <ModalDialog label="Memory" shape="sheet" bare onClose={() => setSheet(false)}>
          <Suspense>
            <MemoryPanel
              view={view}
              tab={tab}
              onTab={setTab}
              edited={edited}
              onClose={() => setSheet(false)}
            />
          </Suspense>
        </ModalDialog>
      )}
      {dialog && (
        // Each of its own: one that waits for its code would keep the one before, which closes the next as it goes.
        <Suspense key={dialog.name}>
          <Dialog dialog={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
      {over && <DropOverlay wantsModel={wantsModel} />}
      <LiveRegion />
    </NavigationContext>
  );
}

function Dialog({ dialog, onClose }: { readonly dialog: OpenDialog; readonly onClose: () => void }) {
  switch (dialog.name) {
    case 'reader':
      return <ReaderDialog target={dialog.target} onClose={onClose} />;
    case 'models':
      return <ModelsDialog onClose={onClose} />;
    case 'offline':
      return <OfflineDialog onClose={onClose} />;
    case 'settings':
      return <SettingsDialog section={dialog.section} onClose={onClose} />;
    case 'search':
      return <PaletteDialog onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutListDialog onClose={onClose} />;
    case 'link':
      return <LinkDialog address={dialog.address} onClose={onClose} />;
  }
}
