import { Button } from './button.tsx';
import { useNavigation } from './navigation.ts';
import { OptionRow } from './option-row.tsx';
import { SettingsEmbedders } from './settings-embedders.tsx';
import { useAppState } from './use-app.ts';

/** The models to talk with, which have a place of their own, and those that search goes by. */
export function SettingsModels() {
  const { openModels } = useNavigation();
  const model = useAppState((state) => state.model);
  return (
    <>
      <OptionRow
        icon="chat"
        title="Models to talk with"
        note={model.state === 'none' ? 'None is in use.' : `${model.row.name} is the one in use.`}
      >
        <Button small onClick={openModels}>
          Show models
        </Button>
      </OptionRow>
      <SettingsEmbedders />
    </>
  );
}
