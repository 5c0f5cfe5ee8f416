import { CopyButton } from './copy-button.tsx';
import styles from './markdown.module.css';

export function CodeBlock({ language, text }: { readonly language: string; readonly text: string }) {
  return (
    <figure className={styles.code}>
      <figcaption>
        {language || 'Code'}
        <CopyButton text={text} label="Copy the code" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines must scroll by keyboard too */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
