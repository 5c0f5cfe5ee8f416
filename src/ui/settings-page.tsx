import { SettingsAbout } from './settings-about.tsx';
import { SettingsDocuments } from './settings-documents.tsx';
import { SettingsGeneral } from './settings-general.tsx';
import { SettingsMemory } from './settings-memory.tsx';
import { SettingsModels } from './settings-models.tsx';
import { SettingsPrivacy } from './settings-privacy.tsx';
import type { SettingsSection } from './settings-section.ts';
import { SettingsStorage } from './settings-storage.tsx';
import { ShortcutList } from './shortcut-list.tsx';

interface SettingsPageProps {
  readonly section: SettingsSection;
  readonly onOpen: (section: SettingsSection) => void;
  /** Closes the settings, to show another place. */
  readonly onClose: () => void;
}

/** What is in one section of the settings. */
export function SettingsPage({ section, onOpen, onClose }: SettingsPageProps) {
  switch (section) {
    case 'general':
      return <SettingsGeneral />;
    case 'models':
      return <SettingsModels />;
    case 'memory':
      return <SettingsMemory onClose={onClose} />;
    case 'documents':
      return <SettingsDocuments />;
    case 'storage':
      return <SettingsStorage onClose={onClose} />;
    case 'privacy':
      return <SettingsPrivacy onStored={() => onOpen('storage')} />;
    case 'shortcuts':
      return <ShortcutList />;
    case 'about':
      return <SettingsAbout />;
  }
}
