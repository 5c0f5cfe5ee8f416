import type { Proposal } from '../kernel/proposal.ts';
import { NoteSourceNames } from './note-source-names.tsx';

/** Why a change waits, in one sentence: "Its words come from handbook.pdf, not from you." */
export function ProposalCause({ cause, sources }: Pick<Proposal, 'cause' | 'sources'>) {
  if (cause === 'removes') return 'It only takes something away.';
  const names = sources.length > 0 && <NoteSourceNames documentIds={sources} />;
  if (cause === 'from-document') return <>It repeats what {names || 'a document'} says.</>;
  return names ? <>Its words come from {names}, not from you.</> : 'Its words are not yours.';
}
