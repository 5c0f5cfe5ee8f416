import { CopyButton } from './copy-button.tsx';
import { Output } from './output.tsx';
import styles from './raw-text.module.css';

interface RawTextProps {
  /** What it is: "Result". */
  readonly title: string;
  readonly text: string;
  readonly failed?: boolean;
}

/** A text word for word under its name, with a way to copy it. */
export function RawText({ title, text, failed = false }: RawTextProps) {
  return (
    <section className={styles.raw} aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />
      </div>
      <Output text={text} failed={failed} />
    </section>
  );
}
