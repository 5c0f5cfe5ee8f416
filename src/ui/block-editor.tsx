import { useState } from 'react';
import type { Block } from '../kernel/block.ts';
import panelStyles from './memory-panel.module.css';
import { TextEditor } from './text-editor.tsx';
import { useApp } from './use-app.ts';

/** Edits a block in place. What is refused stays in the field, with the reason. */
export function BlockEditor({ block, onDone }: { readonly block: Block; readonly onDone: () => void }) {
  const { actions } = useApp();
  /** What the model may have changed while one was writing. */
  const [before] = useState(block.value);

  async function save(value: string): Promise<void> {
    if (value !== block.value) await actions.editBlock(block.label, value);
    onDone();
  }

  return (
    <TextEditor
      label={`Text of ${block.label}`}
      initial={before}
      rows={4}
      mayBeEmpty
      onSave={save}
      onCancel={onDone}
    >
      {block.value !== before && (
        <p className={panelStyles.problem}>
          It was changed while you were writing. Saving replaces that change.
        </p>
      )}
    </TextEditor>
  );
}
