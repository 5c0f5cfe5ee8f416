import { AgentSettingsChoices } from './agent-settings-choices.tsx';
import { Button } from './button.tsx';
import { useNavigation } from './navigation.ts';
import { OptionRow } from './option-row.tsx';

/** How the agent uses its memory, and the way to what is in it. */
export function SettingsMemory({ onClose }: { readonly onClose: () => void }) {
  const { openMemory } = useNavigation();
  return (
    <>
      <AgentSettingsChoices />
      <OptionRow
        icon="memory"
        title="What is remembered"
        note="Core memory is always in view, recall holds everything said, archival holds notes and documents."
      >
        <Button
          small
          onClick={() => {
            onClose();
            openMemory('core');
          }}
        >
          Show memory
        </Button>
      </OptionRow>
    </>
  );
}
