import { useEffect, useState } from 'react';
import type { LibraryDocument } from '../kernel/document.ts';
import type { AppRequests } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import styles from './document-writes.module.css';
import { DocumentWritesList } from './document-writes-list.tsx';
import { countWrites, describeTakenBack } from './document-writes-words.ts';
import { errorMessage } from './error-message.ts';
import { useApp, useAppState } from './use-app.ts';

type Writes = AppRequests['documentWrites']['result'];

/** What memory holds in words of a document: to be looked at, and to be taken back as one. */
export function DocumentWrites({ document: { id, name } }: { readonly document: LibraryDocument }) {
  const { actions } = useApp();
  const { writes, problem } = useWrites(id);
  const refused = useAppState((state) => state.lost !== null || Object.keys(state.runs).length > 0);
  const [viewed, setViewed] = useState(false);
  const [asking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState('');

  async function undo(before: Writes): Promise<void> {
    setOutcome(describeTakenBack(before, await actions.undo({ documentId: id })));
  }

  if (problem !== '') {
    return (
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
    );
  }
  if (!writes) return null;
  const count = countWrites(writes);
  return (
    <div className={styles.writes}>
      {outcome !== '' && <p role="status">{outcome}</p>}
      {count === '' ? (
        outcome === '' && <p>Nothing in memory comes from this document.</p>
      ) : (
        <div className={styles.head}>
          <p>In memory from this document: {count}</p>
          <div className={styles.buttons}>
            <Button small look="plain" aria-expanded={viewed} onClick={() => setViewed(!viewed)}>
              {viewed ? 'Hide' : 'View'}
            </Button>
            <Button small look="plain" disabled={refused} onClick={() => setAsking(true)}>
              Undo all
            </Button>
          </div>
        </div>
      )}
      {viewed && <DocumentWritesList writes={writes} />}
      {asking && (
        <ConfirmDialog
          title={`Take back what came from “${name}”?`}
          action="Undo all"
          onConfirm={() => undo(writes)}
          onClose={() => setAsking(false)}
        >
          <p>
            Memory goes back to what it was before: {count}. What was changed since is left as it is. The
            document stays in the library.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}

/** Asked for when shown, and again whenever memory has changed. */
function useWrites(id: string): { readonly writes: Writes | null; readonly problem: string } {
  const { client } = useApp().store;
  const blocks = useAppState((state) => state.blocks);
  const notesVersion = useAppState((state) => state.notesVersion);
  const [writes, setWrites] = useState<Writes | null>(null);
  const [problem, setProblem] = useState('');

  // biome-ignore lint/correctness/useExhaustiveDependencies: other blocks or notes mean that memory has changed
  useEffect(() => {
    let wanted = true;
    client.call('documentWrites', { id }).then(
      (found) => wanted && setWrites(found),
      (error) => wanted && setProblem(errorMessage(error)),
    );
    return () => {
      wanted = false;
    };
  }, [client, id, blocks, notesVersion]);
  return { writes, problem };
}
