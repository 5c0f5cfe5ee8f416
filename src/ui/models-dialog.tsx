import { useState } from 'react';
import type { ModelOffer } from '../worker/app-protocol.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { formatBytes } from './format-bytes.ts';
import { ModalDialog } from './modal-dialog.tsx';
import { ModelRowView } from './model-row-view.tsx';
import styles from './models-dialog.module.css';
import { useApp, useAppState } from './use-app.ts';
import { useOffers } from './use-offers.ts';

/** Which models run here, what each costs, and where the one in use stands. */
export function ModelsDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useApp().store;
  const model = useAppState((state) => state.model);
  const [changes, setChanges] = useState(0);
  // A model that has come or gone is told by the next answer.
  const offers = useOffers(`${model.state}-${changes}`);
  const [deleting, setDeleting] = useState<ModelOffer | null>(null);

  async function remove({ row }: ModelOffer): Promise<void> {
    await client.call('deleteModel', { id: row.id });
    setChanges(changes + 1);
  }

  return (
    <ModalDialog label="Models" shape="wide" onClose={onClose}>
      <div className={styles.body}>
        {offers.state === 'asking' && <p className={styles.lead}>Looking at what this device can run.</p>}
        {offers.state === 'failed' && (
          <p role="alert" className={styles.lead}>
            {offers.message} Everything else goes on working.
          </p>
        )}
        {offers.state === 'known' && (
          <>
            <Capability capability={offers.offers.capability} />
            <ul className={styles.list}>
              {offers.offers.offers.map((offer) => (
                <ModelRowView
                  key={offer.row.id}
                  offer={offer}
                  capability={offers.offers.capability}
                  onDelete={() => setDeleting(offer)}
                />
              ))}
            </ul>
          </>
        )}
      </div>
      {deleting && (
        <ConfirmDialog
          title={`Delete ${deleting.row.name}?`}
          action="Delete"
          onConfirm={() => remove(deleting)}
          onClose={() => setDeleting(null)}
        >
          <p>
            This frees about {formatBytes(deleting.row.downloadMb * 1e6)}. Chats and memory stay. To use it
            again it has to be downloaded again.
          </p>
        </ConfirmDialog>
      )}
    </ModalDialog>
  );
}

type OffersKnown = Extract<ReturnType<typeof useOffers>, { state: 'known' }>;

function Capability({ capability }: { readonly capability: OffersKnown['offers']['capability'] }) {
  if (capability.webgpu) {
    return (
      <p className={styles.lead}>
        A model is downloaded once and then runs on the graphics processor of this device
        {capability.adapter === '' ? '' : ` (${capability.adapter})`}, offline. Sizes are about right; a
        download shows its true size.
      </p>
    );
  }
  return (
    <div className={styles.obstacle}>
      <h3>No model can run in this browser</h3>
      <p>{capability.reason}</p>
      <p>
        Documents can be added, read and searched all the same, by words and by meaning. To talk with a model,
        open Pagefile in a browser with WebGPU, such as a recent Chrome or Edge on a computer.
      </p>
    </div>
  );
}
