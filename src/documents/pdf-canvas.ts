/** What pdf.js draws on, in a worker: where there is no page, and so no element, there are canvases without one. */
export class PdfCanvasFactory {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }

  reset({ canvas }: { canvas: OffscreenCanvas }, width: number, height: number): void {
    canvas.width = width;
    canvas.height = height;
  }

  destroy(drawn: { canvas: OffscreenCanvas | null; context: unknown }): void {
    if (drawn.canvas) this.reset({ canvas: drawn.canvas }, 0, 0);
    drawn.canvas = null;
    drawn.context = null;
  }
}

/** pdf.js makes its colour filters as SVG elements, which a worker has not; it does without where they are none. */
export class NoPdfFilters {
  addFilter = none;
  addHCMFilter = none;
  addAlphaFilter = none;
  addLuminosityFilter = none;
  addKnockoutFilter = none;
  addHighlightHCMFilter = none;
  addSelectionHCMFilter = none;
  addSelectionFilter = none;
  createSelectionStyle = () => null;
  destroy(): void {}
}

function none(): string {
  return 'none';
}
