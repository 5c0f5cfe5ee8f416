import { Serial } from '../kernel/serial.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';

const name = 'replacement-offers';

/** A document came under the name of one that was there before, with other contents. */
export interface ReplacementOffer {
  /** The document that came. */
  readonly id: string;
  readonly earlierId: string;
  /** The person said yes, and the document is not read yet: until it is, the earlier one stays. */
  readonly replaces: boolean;
}

/** The offers that were not answered yet, or not carried out: stored, so that a reload forgets none. */
export class ReplacementOffers {
  readonly #settings: Pick<WorkspaceStore, 'setting' | 'saveSetting'>;
  readonly #onChange: () => void;
  readonly #writes = new Serial();
  #offers: readonly ReplacementOffer[] = [];

  constructor(settings: Pick<WorkspaceStore, 'setting' | 'saveSetting'>, onChange: () => void) {
    this.#settings = settings;
    this.#onChange = onChange;
  }

  get all(): readonly ReplacementOffer[] {
    return this.#offers;
  }

  async load(): Promise<void> {
    this.#offers = parseReplacementOffers(await this.#settings.setting(name));
  }

  of(id: string): ReplacementOffer | null {
    return this.#offers.find((offer) => offer.id === id) ?? null;
  }

  /** Puts an offer in the place of what stood for that document. */
  put(offer: ReplacementOffer): Promise<void> {
    return this.#change((offers) => [...offers.filter(({ id }) => id !== offer.id), offer]);
  }

  /** A document went, or the offer for it was answered: what names it is no offer any more. */
  async forget(documentId: string, onlyFor = false): Promise<void> {
    const named = ({ id, earlierId }: ReplacementOffer) =>
      id === documentId || (!onlyFor && earlierId === documentId);
    if (!this.#offers.some(named)) return;
    await this.#change((offers) => offers.filter((offer) => !named(offer)));
  }

  #change(change: (offers: readonly ReplacementOffer[]) => readonly ReplacementOffer[]): Promise<void> {
    return this.#writes.run(async () => {
      const offers = change(this.#offers);
      await this.#settings.saveSetting(name, JSON.stringify(offers));
      this.#offers = offers;
      this.#onChange();
    });
  }
}

/** Anybody with the developer tools can write here, and so can an older version: what is no offer is left out. */
export function parseReplacementOffers(json: string | null): readonly ReplacementOffer[] {
  let value: unknown;
  try {
    value = JSON.parse(json ?? '[]');
  } catch {
    return [];
  }
  return Array.isArray(value) ? value.flatMap(parseOffer) : [];
}

function parseOffer(value: unknown): readonly ReplacementOffer[] {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('earlierId' in value)) return [];
  const { id, earlierId } = value;
  if (typeof id !== 'string' || typeof earlierId !== 'string') return [];
  return [{ id, earlierId, replaces: 'replaces' in value && value.replaces === true }];
}
