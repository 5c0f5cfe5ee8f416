import type { WindowMap } from '../kernel/trace.ts';
import { classNames } from './class-names.ts';
import { formatNumber } from './format-count.ts';
import { WindowBar } from './window-bar.tsx';
import styles from './window-map-view.module.css';
import { windowSections } from './window-sections.ts';

/** The context window with its legend: what fills it, where the marks are, what is left. */
export function WindowMapView({ map }: { readonly map: WindowMap }) {
  const used = map.window - map.free;
  const untilPaging = Math.max(0, map.flushAt - used);
  const reserve = map.window - Math.max(map.flushAt, used);
  return (
    <figure>
      <p className={styles.total}>
        <strong>{formatNumber(used)}</strong> of {formatNumber(map.window)} tokens
        {!map.exact && ', estimated'}
      </p>
      <WindowBar map={map} />
      <dl className={styles.legend}>
        {windowSections(map).map(({ name, label, tokens }) => (
          <div key={name} data-none={tokens === 0 ? '' : undefined}>
            <dt>
              <i className={classNames(styles.key, styles[name])} />
              {label}
            </dt>
            <dd>{formatNumber(tokens)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <i className={classNames(styles.key, styles.free)} />
            Free until paging
          </dt>
          <dd>{formatNumber(untilPaging)}</dd>
        </div>
        <div>
          <dt>
            <i className={classNames(styles.key, styles.reserve)} />
            Kept for the reply
          </dt>
          <dd>{formatNumber(reserve)}</dd>
        </div>
      </dl>
      <p className={styles.marks}>
        <span className={styles.dotted} /> memory alert at {formatNumber(map.pressureAt)}
        <span className={styles.solid} /> paging at {formatNumber(map.flushAt)}
      </p>
    </figure>
  );
}
