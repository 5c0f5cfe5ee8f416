import styles from './block-change.module.css';
import { textChange } from './text-change.ts';

/** What is added to a block of core memory and what is taken from it, with a little of what surrounds it. */
export function BlockChange({ before, after }: { readonly before: string; readonly after: string }) {
  const { start, removed, added, end } = textChange(before, after);
  return (
    <p className={styles.change}>
      {start}
      {removed !== '' && <del>{removed}</del>}
      {removed !== '' && added !== '' && !/\s$/.test(removed) && ' '}
      {added !== '' && <ins>{added}</ins>}
      {end}
    </p>
  );
}
