import styles from './output.module.css';

/** What came out of a function or a model, word for word. */
export function Output({ text, failed = false }: { readonly text: string; readonly failed?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre tabIndex={0} className={styles.output} data-failed={failed || undefined}>
      {text}
    </pre>
  );
}
