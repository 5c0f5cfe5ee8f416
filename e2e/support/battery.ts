import type { Page } from '@playwright/test';

/** A device's battery in a story's hands; take it into a page before the page is loaded. */
export class Battery {
  readonly #page: Page;

  static async of(page: Page): Promise<Battery> {
    await page.addInitScript(() => {
      const battery = Object.assign(new EventTarget(), { charging: true, level: 1 });
      Object.assign(globalThis, { battery });
      Object.defineProperty(Navigator.prototype, 'getBattery', { value: async () => battery });
    });
    return new Battery(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** From 0 to 1; unplugged below 1. */
  async fall(level: number): Promise<void> {
    await this.#page.evaluate((to) => {
      const { battery } = globalThis as unknown as {
        battery: EventTarget & { charging: boolean; level: number };
      };
      Object.assign(battery, { charging: to === 1, level: to });
      battery.dispatchEvent(new Event('levelchange'));
    }, level);
  }

  plugIn(): Promise<void> {
    return this.fall(1);
  }
}
