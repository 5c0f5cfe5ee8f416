import { useRef } from 'react';
import { FileInput } from './file-input.tsx';
import { IconButton } from './icon-button.tsx';

export function AttachButton() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="attach" label="Add documents" onClick={() => input.current?.click()} />
      <FileInput input={input} />
    </>
  );
}
