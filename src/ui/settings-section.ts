/** The sections of the settings, in their order. */
export const settingsSections = [
  { name: 'general', title: 'General' },
  { name: 'models', title: 'Models' },
  { name: 'memory', title: 'Memory' },
  { name: 'documents', title: 'Documents' },
  { name: 'storage', title: 'Data and storage' },
  { name: 'privacy', title: 'Privacy' },
  { name: 'shortcuts', title: 'Shortcuts' },
  { name: 'about', title: 'About' },
] as const;

export type SettingsSection = (typeof settingsSections)[number]['name'];
