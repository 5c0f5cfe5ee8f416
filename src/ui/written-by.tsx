import { modelName } from './models-state.ts';
import styles from './transcript.module.css';
import { useAppState } from './use-app.ts';

/** Names the model that wrote an answer, where it is not the one in use. */
export function WrittenBy({ modelId }: { readonly modelId: string }) {
  const inUse = useAppState(({ model }) => (model.state === 'ready' ? model.row.id : null));
  const name = useAppState((state) => modelName(state.models, modelId));
  if (inUse === null || inUse === modelId) return null;
  return <span className={styles.writtenBy}>Written by {name}</span>;
}
