/** Of the Battery Status API, which only Chromium has and TypeScript does not know. */
interface Battery {
  readonly charging: boolean;
  /** From 0 to 1. */
  readonly level: number;
  addEventListener(type: 'chargingchange' | 'levelchange', listener: () => void): void;
}

/** Up to here what nobody waits for is put off, unless the device is plugged in. */
const lowLevel = 0.2;

/**
 * Tells whether the battery is low: once when it is at the start, then whenever that changes. Says nothing where the
 * browser tells nothing. For the page: workers can't ask.
 *
 * @param navigator the page's
 */
export async function watchBattery(navigator: object, onChange: (isLow: boolean) => void): Promise<void> {
  const battery = await askForBattery(navigator);
  if (battery === null) return;
  let wasLow = false;
  const tell = () => {
    const isLow = !battery.charging && battery.level <= lowLevel;
    if (isLow !== wasLow) onChange(isLow);
    wasLow = isLow;
  };
  battery.addEventListener('chargingchange', tell);
  battery.addEventListener('levelchange', tell);
  tell();
}

async function askForBattery(navigator: object): Promise<Battery | null> {
  if (!('getBattery' in navigator) || typeof navigator.getBattery !== 'function') return null;
  try {
    const battery: unknown = await navigator.getBattery();
    return isBattery(battery) ? battery : null;
  } catch {
    // Refused, as where the page lies in a frame of another site.
    return null;
  }
}

function isBattery(value: unknown): value is Battery {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'charging' in value &&
    typeof value.charging === 'boolean' &&
    'level' in value &&
    typeof value.level === 'number' &&
    'addEventListener' in value
  );
}
