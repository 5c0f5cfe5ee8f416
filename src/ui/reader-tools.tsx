import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import type { ReaderSide, ReaderSides } from './use-reader-sides.ts';

interface ReaderToolsProps {
  /** Of what each button shows. */
  readonly ids: Readonly<Record<ReaderSide, string>>;
  readonly sides: ReaderSides;
  readonly isFinding: boolean;
  readonly onFind: () => void;
  /** `null` where no passage was asked for. */
  readonly onPassage: (() => void) | null;
}

const names: Readonly<Record<ReaderSide, string>> = { outline: 'Outline', image: 'Page image' };

export function ReaderTools({ ids, sides, isFinding, onFind, onPassage }: ReaderToolsProps) {
  const { has, shows, toggle } = sides;
  return (
    <>
      {onPassage && (
        <Button small look="plain" onClick={onPassage}>
          To the passage
        </Button>
      )}
      {(['outline', 'image'] as const).map(
        (side) =>
          has[side] && (
            <Button
              key={side}
              small
              look="plain"
              aria-expanded={shows[side]}
              aria-controls={shows[side] ? ids[side] : undefined}
              onClick={() => toggle(side)}
            >
              {names[side]}
            </Button>
          ),
      )}
      <IconButton icon="search" label="Find in document" aria-expanded={isFinding} onClick={onFind} />
    </>
  );
}
