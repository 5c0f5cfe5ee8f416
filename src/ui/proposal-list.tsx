import type { Proposal } from '../kernel/proposal.ts';
import { ProposalCard } from './proposal-card.tsx';
import styles from './proposal-list.module.css';

/** Changes of core memory that wait for the person, oldest first. */
export function ProposalList({ proposals }: { readonly proposals: readonly Proposal[] }) {
  if (proposals.length === 0) return null;
  return (
    <ul aria-label="Changes of memory that wait for you" className={styles.list}>
      {proposals.map((proposal) => (
        <ProposalCard key={proposal.id} proposal={proposal} />
      ))}
    </ul>
  );
}
