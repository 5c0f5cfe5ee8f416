import type { LibraryDocument } from '../kernel/document.ts';
import { Button } from './button.tsx';
import { returnToComposer } from './focus-composer.ts';
import { formatDay } from './format-time.ts';
import styles from './intake-offer.module.css';
import { useApp, useAppState } from './use-app.ts';

/** For a document that came under the name of an earlier one: whether it takes its place. Nothing for any other. */
export function IntakeOffer({ document }: { readonly document: LibraryDocument }) {
  const { actions } = useApp();
  const offer = useAppState((state) => state.intake.offers.find((it) => it.id === document.id));
  const earlier = useAppState((state) => state.documents.find((it) => it.id === offer?.earlierId));
  if (!offer || !earlier) return null;
  const { id, name, state } = document;
  const answer = (replaces: boolean) => {
    actions.answerOffer(id, replaces);
    returnToComposer();
  };

  return (
    <fieldset aria-label={`An earlier version of ${name}`} className={styles.offer}>
      <p>
        {offer.replaces && state === 'failed'
          ? 'The earlier version stays, as this one was not read.'
          : offer.replaces
            ? 'Replaces the earlier version once it is read.'
            : `Another version, added ${formatDay(earlier.addedAt)}, is in the library.`}
      </p>
      {!offer.replaces && (
        <Button look="plain" small onClick={() => answer(true)}>
          Replace it
        </Button>
      )}
      <Button look="plain" small onClick={() => answer(false)}>
        Keep both
      </Button>
    </fieldset>
  );
}
