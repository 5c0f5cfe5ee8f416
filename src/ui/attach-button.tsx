import { useRef } from 'react';
import { acceptedExtensions } from './accepted-files.ts';
import { IconButton } from './icon-button.tsx';
import { useApp } from './use-app.ts';

export function AttachButton() {
  const { actions } = useApp();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="attach" label="Add documents" onClick={() => input.current?.click()} />
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
    </>
  );
}
