import styles from './output.module.css';

/** What came out of a function or a model, word for word. */
export function Output({ text, failed = false }: { readonly text: string; readonly failed?: boolean }) {
  return (
    <pre className={styles.output} data-failed={failed || undefined}>
      {text}
    </pre>
  );
}
