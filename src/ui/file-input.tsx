import type { RefObject } from 'react';
import { acceptedExtensions } from './accepted-files.ts';
import { useApp } from './use-app.ts';

/** The browser's own file dialog, which a button of ours opens through `input`. */
export function FileInput({ input }: { readonly input: RefObject<HTMLInputElement | null> }) {
  const { actions } = useApp();
  return (
    <input
      ref={input}
      type="file"
      accept={acceptedExtensions}
      multiple
      hidden
      aria-label="Documents to add"
      onChange={({ target }) => {
        void actions.addFiles([...(target.files ?? [])]);
        target.value = '';
      }}
    />
  );
}
