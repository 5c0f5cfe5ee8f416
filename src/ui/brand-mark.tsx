/** Core memory, the conversation and the documents: three lines of a page. The app's icon, without its paper. */
export function BrandMark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="92 100 328 312" style={{ flex: 'none' }}>
      <rect x="104" y="112" width="304" height="80" rx="24" fill="var(--map-core)" />
      <rect x="104" y="216" width="304" height="80" rx="24" fill="var(--map-queue)" />
      <rect x="104" y="320" width="304" height="80" rx="24" fill="var(--accent)" />
    </svg>
  );
}
