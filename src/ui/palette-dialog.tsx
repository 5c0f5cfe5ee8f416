import { useId } from 'react';
import { ModalDialog } from './modal-dialog.tsx';
import styles from './palette.module.css';
import { PaletteField } from './palette-field.tsx';
import { PaletteFoot } from './palette-foot.tsx';
import { entryId, PaletteList } from './palette-list.tsx';
import { usePalette } from './use-palette.ts';

/** Search everything: chats, documents, what was said and read, and all that can be done, by keyboard. */
export function PaletteDialog({ onClose }: { readonly onClose: () => void }) {
  const palette = usePalette(onClose);
  const { text, only, texts, groups, entries, cursor } = palette;
  const isAsked = text.trim() !== '';
  const listId = useId();

  return (
    <ModalDialog label="Search everything" shape="wide" bare onClose={onClose}>
      <div className={styles.palette}>
        <PaletteField
          listId={listId}
          activeId={cursor.entry && entryId(listId, cursor.index)}
          text={text}
          only={only}
          onText={palette.write}
          onStep={cursor.step}
          onEnd={(end) => cursor.moveTo(end === 'first' ? 0 : entries.length - 1)}
          onChoose={palette.chooseActive}
          onWiden={palette.widen}
          onClose={onClose}
        />
        <PaletteList
          id={listId}
          groups={groups}
          active={cursor.index}
          onPoint={cursor.moveTo}
          onChoose={palette.choose}
        />
        {entries.length === 0 && !texts.isSearching && (
          <p className={styles.none}>
            {isAsked ? 'Nothing found. Try other words.' : 'Write what to look for.'}
          </p>
        )}
        <PaletteFoot
          isAsked={isAsked}
          count={entries.filter(({ choice }) => choice.to !== 'group' && choice.to !== 'more').length}
          texts={texts}
        />
      </div>
    </ModalDialog>
  );
}
