const paths = {
  archive: 'M4 5h16v4H4zM5.5 9v10h13V9M10 13h4',
  attach: 'M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.7 17.2a1.6 1.6 0 0 1-2.3-2.3L15 7.3',
  branch: 'M6.5 4v16M6.5 14H12a4.5 4.5 0 0 0 4.5-4.5V6M13 9l3.5-3.5L20 9',
  chat: 'M4 5h16v11h-8.5L7 20v-4H4z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  chevron: 'M9 6l6 6-6 6',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  document: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  down: 'M12 5v14M6 13l6 6 6-6',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  external: 'M14 5h5v5M19 5l-8 8M16 14v5H5V8h5',
  info: 'M12 11v5M12 7.5v.5M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  library: 'M5 4v16M9.5 4v16M14 4.5l5 15',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  memory: 'M3 6h18v12H3zM8 6v12M13 6v12',
  more: 'M5.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M17.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0',
  newChat: 'M12 5H5v14h14v-7M18.5 3.5l2 2L13 13l-3 1 1-3z',
  next: 'M10 7l5 5-5 5',
  pencil: 'M4 20l1-4L16.5 4.5l3 3L8 19z',
  pin: 'M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v5',
  previous: 'M14 7l-5 5 5 5',
  rail: 'M4 5h16v14H4zM9.5 5v14',
  retry: 'M19 12a7 7 0 1 1-2-5M19 4v4h-4',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  send: 'M12 20V5M6 11l6-6 6 6',
  settings: 'M4 8h9M19 8h1M16 5v6M4 16h1M11 16h9M8 13v6',
  temporary: 'M5 8V5h3M11.5 5h2M17 5h2.5v3M19.5 11v2M17 16.5h2.5V16M12 16.5h1.5M5 11v2M5 16v4.5l4-4',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  unlock: 'M6 11h12v9H6zM8.5 11V7a3.5 3.5 0 0 1 6.8-1.2',
  warning: 'M12 4l9 16H3zM12 10v4M12 17v.5',
} as const;

export type IconName = keyof typeof paths;

/** A simple stroke icon, never alone in meaning: its button or neighbour carries the words. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size < 17 ? 2 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
