import { expect, it } from 'vitest';
import { watchBattery } from './watch-battery.ts';

class FakeBattery extends EventTarget {
  charging: boolean;
  level: number;

  constructor(charging: boolean, level: number) {
    super();
    this.charging = charging;
    this.level = level;
  }

  plug(charging: boolean): void {
    this.charging = charging;
    this.dispatchEvent(new Event('chargingchange'));
  }

  drain(level: number): void {
    this.level = level;
    this.dispatchEvent(new Event('levelchange'));
  }
}

async function watch(navigator: object): Promise<boolean[]> {
  const told: boolean[] = [];
  await watchBattery(navigator, (isLow) => told.push(isLow));
  return told;
}

it('is low at 20 % and below, unless it charges', async () => {
  const battery = new FakeBattery(false, 0.5);
  const told = await watch({ getBattery: async () => battery });
  expect(told).toEqual([]);
  battery.drain(0.21);
  expect(told).toEqual([]);
  battery.drain(0.2);
  battery.drain(0.1);
  expect(told).toEqual([true]);
  battery.plug(true);
  expect(told).toEqual([true, false]);
  battery.plug(false);
  battery.drain(0.3);
  expect(told).toEqual([true, false, true, false]);
});

it('tells at once when it is low at the start', async () => {
  const battery = new FakeBattery(false, 0.05);
  expect(await watch({ getBattery: async () => battery })).toEqual([true]);
});

it('says nothing where the browser does not tell', async () => {
  expect(await watch({})).toEqual([]);
  expect(await watch({ getBattery: () => Promise.reject(new Error('NotAllowedError')) })).toEqual([]);
  expect(await watch({ getBattery: async () => null })).toEqual([]);
  expect(await watch({ getBattery: async () => ({ level: 'low' }) })).toEqual([]);
});
