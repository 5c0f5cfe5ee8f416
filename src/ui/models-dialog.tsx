import { type ReactNode, useState } from 'react';
import type { ModelOffer, ModelOffers } from '../worker/app-protocol.ts';
import { AllModels } from './all-models.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { formatBytes } from './format-bytes.ts';
import { formatCount } from './format-count.ts';
import { Icon } from './icon.tsx';
import { ModalDialog } from './modal-dialog.tsx';
import { ModelRowView } from './model-row-view.tsx';
import { ModelsCapability } from './models-capability.tsx';
import styles from './models-dialog.module.css';
import { ModelsDialogContext } from './models-dialog-context.ts';
import { ModelsFoot } from './models-foot.tsx';
import { ModelsSection } from './models-section.tsx';
import { OwnFiles } from './own-files.tsx';
import { placeOffers } from './place-offers.ts';
import { PracticeTour } from './practice-tour.tsx';
import { runsOnGraphics } from './runs-on-graphics.ts';
import { useApp, useAppState } from './use-app.ts';
import { useModelsTools } from './use-models-tools.ts';
import { useOffers } from './use-offers.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useSaid } from './use-said.ts';

/** Which models run here, what each takes, where each stands, and what lies on this device. */
export function ModelsDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useApp().store;
  const offers = useOffers();
  const [said, say] = useSaid();
  const [deleting, setDeleting] = useState<ModelOffer | null>(null);
  const [list, focusModel] = useRowFocus();
  const tools = useModelsTools(say, setDeleting);

  async function remove({ row }: ModelOffer): Promise<void> {
    const { freedBytes } = await client.call('deleteModel', { id: row.id });
    say(`${row.name} was deleted. ${formatBytes(freedBytes)} freed.`);
    // Once the question is gone; what asked it may be, too.
    setTimeout(() => focusModel(row.id));
  }

  return (
    <ModalDialog label="Models" shape="wide" onClose={onClose}>
      <ModelsDialogContext value={tools}>
        <div ref={list} tabIndex={-1} className={styles.body}>
          {offers.state === 'asking' && <p className={styles.lead}>Looking at what this device can run.</p>}
          {offers.state === 'failed' && (
            <p role="alert" className={styles.lead}>
              {offers.message} Everything else goes on working.
            </p>
          )}
          {offers.state === 'known' && <Offers offers={offers.offers} onClose={onClose} />}
          <OwnFiles />
        </div>
        <ModelsFoot said={said} />
      </ModelsDialogContext>
      {deleting && (
        <ConfirmDialog
          title={`Delete ${deleting.row.name}?`}
          action="Delete"
          onConfirm={() => remove(deleting)}
          onClose={() => setDeleting(null)}
        >
          <Consequences offer={deleting} />
        </ConfirmDialog>
      )}
    </ModalDialog>
  );
}

function Offers({ offers, onClose }: { readonly offers: ModelOffers; readonly onClose: () => void }) {
  const files = useAppState((state) => state.models.files);
  const inUseId = useAppState(({ model }) => (model.state === 'none' ? null : model.row.id));
  const { suggested, here, practice, more, unfit } = placeOffers(offers, files, inUseId);
  const { capability, suggestedId } = offers;
  const runs = offers.offers.some((it) => it.obstacle === null);
  return (
    <>
      <ModelsCapability capability={capability} runs={runs} />
      <ModelsSection title="Suggested for this device" offers={suggested ? [suggested] : []} first />
      <ModelsSection title="On this device" offers={here} suggestedId={suggestedId} />
      {practice && <PracticeTour offer={practice} onClose={onClose} />}
      <ModelsSection title="More models" offers={more} />
      {unfit.length > 0 && (
        <Fold title={`${formatCount(unfit.length, 'model')} that won't run here`}>
          <ul>
            {unfit.map((offer) => (
              <ModelRowView key={offer.row.id} offer={offer} />
            ))}
          </ul>
        </Fold>
      )}
      {runsOnGraphics(capability) && <AllModels placed={new Set(offers.offers.map((it) => it.row.id))} />}
    </>
  );
}

function Fold({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className={styles.fold}>
      <summary>
        <Icon name="chevron" size={14} />
        <h3>{title}</h3>
      </summary>
      {children}
    </details>
  );
}

function Consequences({ offer: { row, files: answered } }: { readonly offer: ModelOffer }) {
  const files = useAppState((state) => state.models.files[row.id]) ?? answered;
  const bytes = 'bytes' in files ? files.bytes : 'receivedBytes' in files ? files.receivedBytes : 0;
  return (
    <p>
      This frees {formatBytes(bytes)}. Chats and memory stay.{' '}
      {row.origin === 'own'
        ? 'To use it again you need its file again.'
        : 'To use it again it has to be downloaded again.'}
    </p>
  );
}
