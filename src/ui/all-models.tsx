import { useState } from 'react';
import type { ModelOffer } from '../worker/app-protocol.ts';
import { Button } from './button.tsx';
import { errorMessage } from './error-message.ts';
import { formatCount } from './format-count.ts';
import { Icon } from './icon.tsx';
import { ModelRowView } from './model-row-view.tsx';
import styles from './models-dialog.module.css';
import searchStyles from './search-panel.module.css';
import { useApp } from './use-app.ts';

type MoreState =
  | { readonly state: 'closed' }
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly offers: readonly ModelOffer[] }
  | { readonly state: 'failed'; readonly message: string };

/** More than this at once is nothing to read through. */
const shown = 30;

/** The whole of web-llm's list, asked for when one wants to see it. `placed`: models that stand elsewhere. */
export function AllModels({ placed }: { readonly placed: ReadonlySet<string> }) {
  const { client } = useApp().store;
  const [more, setMore] = useState<MoreState>({ state: 'closed' });

  function ask(): void {
    setMore({ state: 'asking' });
    client.call('moreModels', {}).then(
      (offers) => setMore({ state: 'known', offers }),
      (error) => setMore({ state: 'failed', message: errorMessage(error) }),
    );
  }

  return (
    <details
      className={styles.fold}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && more.state === 'closed') ask();
      }}
    >
      <summary>
        <Icon name="chevron" size={14} />
        <h3>All models</h3>
      </summary>
      <p className={styles.gloss}>
        Everything that the engine for the graphics processor knows. These were not tried with Pagefile: a
        model that was not made for functions may answer and never remember.
      </p>
      {more.state === 'asking' && <p role="status">Looking them up</p>}
      {more.state === 'failed' && (
        <p role="alert" className={styles.refusal}>
          {more.message} <Button onClick={ask}>Try again</Button>
        </p>
      )}
      {more.state === 'known' && <Found offers={more.offers.filter((it) => !placed.has(it.row.id))} />}
    </details>
  );
}

function Found({ offers }: { readonly offers: readonly ModelOffer[] }) {
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/);
  const found = offers.filter(({ row }) => {
    const facts = `${row.name} ${row.id} ${row.parameters} ${row.licence}`.toLowerCase();
    return words.every((word) => facts.includes(word));
  });
  const left = found.length - shown;
  return (
    <search>
      <div className={searchStyles.box}>
        <Icon name="search" size={16} />
        <input
          type="search"
          aria-label="Search all models"
          placeholder="Search by name, size or licence"
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <p role="status" className={styles.gloss}>
        {found.length === 0 ? 'None of them is called that.' : formatCount(found.length, 'model')}
      </p>
      <ul>
        {found.slice(0, shown).map((offer) => (
          <ModelRowView key={offer.row.id} offer={offer} />
        ))}
      </ul>
      {left > 0 && <p className={styles.gloss}>And {formatCount(left, 'more', 'more')}: search for one.</p>}
    </search>
  );
}
