import { type KeyboardEvent, useRef } from 'react';
import type { ConversationView } from '../worker/app-protocol.ts';
import { AgentSettingsView } from './agent-settings-view.tsx';
import { ArchivalTab } from './archival-tab.tsx';
import { CoreTab } from './core-tab.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './memory-panel.module.css';
import type { EditedBlock, MemoryTab } from './navigation.ts';
import { ProposalCount } from './proposal-count.tsx';
import { RecallTab } from './recall-tab.tsx';
import { TraceTab } from './trace-tab.tsx';
import { WindowMapView } from './window-map-view.tsx';

interface MemoryPanelProps {
  readonly view: ConversationView;
  readonly tab: MemoryTab;
  readonly onTab: (tab: MemoryTab) => void;
  /** A block that is to be edited, in the Core tab. */
  readonly edited: EditedBlock | null;
  readonly onClose: () => void;
}

const tabs: readonly { readonly name: MemoryTab; readonly label: string }[] = [
  { name: 'core', label: 'Core' },
  { name: 'recall', label: 'Recall' },
  { name: 'archival', label: 'Archival' },
  { name: 'trace', label: 'Trace' },
];

/** The window and the three tiers of memory, open to be watched, searched and edited. */
export function MemoryPanel({ view, tab, onTab, edited, onClose }: MemoryPanelProps) {
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((it) => it.name === tab);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onTab(next.name);
    list.current?.querySelector<HTMLElement>(`#memory-tab-${next.name}`)?.focus();
  }

  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2>Context window</h2>
        <IconButton icon="close" label="Hide memory" shortcut="memory" onClick={onClose} />
      </div>
      <div className={styles.map}>
        <WindowMapView map={view.windowMap} />
      </div>
      <div ref={list} role="tablist" aria-label="Memory" className={styles.tabs} onKeyDown={onKeyDown}>
        {tabs.map(({ name, label }) => (
          <button
            key={name}
            id={`memory-tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === tab}
            aria-controls="memory-tab-panel"
            tabIndex={name === tab ? 0 : -1}
            className={styles.tab}
            onClick={() => onTab(name)}
          >
            {label}
            {name === 'core' && <ProposalCount />}
          </button>
        ))}
      </div>
      <div
        id="memory-tab-panel"
        role="tabpanel"
        aria-labelledby={`memory-tab-${tab}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className={styles.body}
      >
        {tab === 'core' && <CoreTab map={view.windowMap} edited={edited} />}
        {tab === 'recall' && <RecallTab />}
        {tab === 'archival' && <ArchivalTab />}
        {tab === 'trace' && <TraceTab view={view} />}
      </div>
      <AgentSettingsView />
    </div>
  );
}
