import { lazy, Suspense } from 'react';
import { proposes } from './proposal-act.ts';
import type { TranscriptEntry } from './transcript-entries.ts';
import { useAppState } from './use-app.ts';

const ProposalList = lazy(async () => ({ default: (await import('./proposal-list.tsx')).ProposalList }));

interface ProposalsOfRunProps {
  readonly turn: Extract<TranscriptEntry, { type: 'turn' }>;
}

/** Under an answer: the changes of memory that it proposed and that still wait. */
export function ProposalsOfRun({ turn: { runId, items } }: ProposalsOfRunProps) {
  const proposals = useAppState((state) => state.proposals);
  const own = proposals.filter((it) => it.runId === runId);
  if (own.length === 0) return null;
  // A run that something came between stands in two places: each shows what was proposed there.
  const acts = items.flatMap((it) => (it.type === 'memory' ? it.acts : []));
  const here = own.filter((proposal) => acts.some((act) => proposes(act, proposal)));
  return (
    <Suspense>
      <ProposalList proposals={here} />
    </Suspense>
  );
}
