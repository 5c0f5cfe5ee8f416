/** How deep an element is looked for in what is scrolled: a word of a paragraph needs no place of its own. */
const DEEPEST = 6;

/**
 * Keeps what one reads where it is while something above it grows or comes in. Browsers do so by themselves, but
 * not at the very top, and not all of them: what they leave is put right here, before it is painted.
 */
export class HeldPlace {
  readonly #scroller: HTMLElement;
  readonly #content: HTMLElement;
  #held: { readonly element: Element; readonly top: number } | null = null;
  #height = 0;

  constructor(scroller: HTMLElement, content: HTMLElement) {
    this.#scroller = scroller;
    this.#content = content;
  }

  /** One has scrolled. What has grown in the meantime, too, is left to the browser. */
  scrolled(): void {
    if (this.#content.offsetHeight === this.#height) this.#hold();
    else this.#held = null;
  }

  /** The content has another size, and is laid out. */
  resized(): void {
    const moved = this.#held?.element.isConnected ? this.#topOf(this.#held.element) - this.#held.top : 0;
    if (Math.abs(moved) >= 1) this.#scroller.scrollTop += moved;
    this.#height = this.#content.offsetHeight;
    this.#hold();
  }

  #hold(): void {
    const element = this.#first();
    this.#held = element && { element, top: this.#topOf(element) };
  }

  /** The innermost element that reaches over the upper edge of what is in sight. */
  #first(): Element | null {
    let found: Element | null = null;
    for (let within: Element = this.#content, depth = 0; depth < DEEPEST; depth++) {
      let next = firstBelow(within.children, this.#scroller.getBoundingClientRect().top);
      // What comes in comes below what stands above all.
      while (depth === 0 && next && !next.hasAttribute('data-stretch')) next = next.nextElementSibling;
      if (!next) break;
      found = next;
      within = next;
    }
    return found;
  }

  #topOf(element: Element): number {
    return element.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }
}

/** Of elements one below the other, the first that ends below `edge`. */
function firstBelow(elements: HTMLCollection, edge: number): Element | null {
  let [from, to] = [0, elements.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > edge) to = middle;
    else from = middle + 1;
  }
  return elements[from] ?? null;
}
