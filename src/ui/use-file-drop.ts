import { useEffect, useEffectEvent, useState } from 'react';
import type { NamedFile } from '../worker/model-files-protocol.ts';
import { readDroppedFiles } from './read-dropped-files.ts';

/** Takes files and folders dropped anywhere in the window; whether some are held over it right now. */
export function useFileDrop(onFiles: (files: readonly NamedFile[]) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent(onFiles);

  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // Without a related target the pointer has left the window, not just one element for another.
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void readDroppedFiles(event.dataTransfer).then(take);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}
