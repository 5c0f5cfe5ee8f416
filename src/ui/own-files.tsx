import { type ChangeEvent, useId, useRef } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './models-dialog.module.css';
import { ProgressBar } from './progress-bar.tsx';
import { sortFiles } from './sort-files.ts';
import { useApp, useAppState } from './use-app.ts';

/** Models from the person's own files: picked here, or dropped on the window. */
export function OwnFiles() {
  const { actions } = useApp();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement | null>(null);
  const id = useId();

  function take({ target }: ChangeEvent<HTMLInputElement>): void {
    const named = [...(target.files ?? [])].map((file) => ({
      path: file.webkitRelativePath || file.name,
      file,
    }));
    target.value = '';
    void actions.importModels(sortFiles(named, true).models);
  }

  return (
    <section aria-labelledby={id} className={styles.section}>
      <h3 id={id}>Your own files</h3>
      <p className={styles.gloss}>
        A .gguf file, all parts of a split one, or a folder as web-llm keeps it: choose it here, or drop it on
        this window. It is copied to this device's storage for Pagefile and goes nowhere else.
      </p>
      <div className={styles.choices}>
        <Button onClick={() => files.current?.click()}>Choose a .gguf file</Button>
        <Button onClick={() => folder.current?.click()}>Choose a folder</Button>
      </div>
      <input
        ref={files}
        type="file"
        accept=".gguf"
        multiple
        hidden
        aria-label="A .gguf file"
        onChange={take}
      />
      <input
        ref={(element) => {
          folder.current = element;
          // React has no attribute for it.
          if (element) element.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label="A folder"
        onChange={take}
      />
      <ImportList />
    </section>
  );
}

/** The files that are being copied, and those that were refused, with the reason. */
function ImportList() {
  const { dispatch } = useApp().store;
  const imports = useAppState((state) => state.models.imports);
  if (imports.length === 0) return null;
  return (
    <ul aria-label="Your files coming in" className={styles.imports}>
      {imports.map(({ key, name, problem }) =>
        problem === '' ? (
          <li key={key}>
            <Icon name="document" size={16} />
            <div className={styles.words}>
              <p>Copying {name}</p>
              <ProgressBar label={`Copying ${name}`} value={null} />
            </div>
          </li>
        ) : (
          <li key={key}>
            <Icon name="warning" size={16} />
            <div className={styles.words}>
              <p>{name}</p>
              <p role="alert" className={styles.refusal}>
                {problem}
              </p>
            </div>
            <IconButton
              icon="close"
              small
              label={`Dismiss ${name}`}
              onClick={() => dispatch({ type: 'models', change: { type: 'import-ended', key, problem: '' } })}
            />
          </li>
        ),
      )}
    </ul>
  );
}
