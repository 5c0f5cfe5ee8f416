import { useEffect, useState } from 'react';
import { IconButton } from './icon-button.tsx';

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <IconButton
      icon={copied ? 'check' : 'copy'}
      small
      label={copied ? 'Copied' : label}
      onClick={() => void copy().catch(() => setCopied(false))}
    />
  );
}
