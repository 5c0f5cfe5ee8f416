import type { ReactNode } from 'react';
import styles from './markdown.module.css';
import { useNavigation } from './navigation.ts';

/** A link out of the app. It has no address of its own: every way of following it asks first. */
export function MarkdownLink({
  address,
  children,
}: {
  readonly address: string;
  readonly children: ReactNode;
}) {
  const { openLink } = useNavigation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: an anchor's address could be followed past the question
    <button
      type="button"
      role="link"
      className={styles.link}
      title={address}
      onClick={() => openLink(address)}
    >
      {children}
    </button>
  );
}
