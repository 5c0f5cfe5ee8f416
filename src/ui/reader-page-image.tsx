import { useRef, useState } from 'react';
import { Button } from './button.tsx';
import { formatNumber } from './format-count.ts';
import { IconButton } from './icon-button.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import styles from './reader-page-image.module.css';
import { type DrawnPage, useDrawnPage } from './use-drawn-page.ts';
import { type PageImagesState, usePageImages } from './use-page-images.ts';

interface ReaderPageImageProps {
  readonly id: string;
  readonly documentId: string;
  readonly name: string;
  /** Document page, from 1. */
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

const drawing = 'Drawing the page';

/** A PDF's page as it looks, for the text beside it to be held against. */
export function ReaderPageImage({ id, documentId, name, page, pages, onPage }: ReaderPageImageProps) {
  const [password, setPassword] = useState<string>();
  const [asks, setAsks] = useState(false);
  const opened = usePageImages(documentId, password);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useDrawnPage(opened.state === 'open' ? opened.images : null, page, canvas);
  const words = describe(opened, drawn);
  const isProblem = words !== null && words !== drawing;

  return (
    <div id={id} className={styles.pane}>
      <div className={styles.bar}>
        <IconButton
          small
          icon="previous"
          label="Previous page"
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
        />
        <p>
          Page {formatNumber(page)} of {formatNumber(pages)}
        </p>
        <IconButton
          small
          icon="next"
          label="Next page"
          disabled={page >= pages}
          onClick={() => onPage(page + 1)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.scroller} tabIndex={0} aria-label="Image of the page">
        {words !== null && (
          <p role={isProblem ? 'alert' : 'status'} className={styles.words}>
            {words}
          </p>
        )}
        {opened.state === 'locked' && (
          <Button small onClick={() => setAsks(true)}>
            Enter password
          </Button>
        )}
        <canvas
          ref={canvas}
          role="img"
          hidden={drawn.page === null}
          className={styles.canvas}
          aria-label={`Page ${drawn.page} as it looks. Its words are in the text.`}
          aria-busy={drawn.page !== page}
        />
      </section>
      {asks && <PasswordDialog name={name} onPassword={setPassword} onClose={() => setAsks(false)} />}
    </div>
  );
}

function describe(opened: PageImagesState, { page, problem }: DrawnPage): string | null {
  if (opened.state === 'opening') return drawing;
  if (opened.state !== 'open') return opened.message;
  return problem ?? (page === null ? drawing : null);
}
