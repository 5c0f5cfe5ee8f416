import type { Precision } from '../choose-precision.ts';
import { modelFiles } from '../model-files.ts';
import type { KeptRow } from '../model-row.ts';

/**
 * The name under which a model's files are noted, and pinned in `pins.json`: web-llm's model id, since both
 * precisions of a row may be here, or any other row's own id.
 */
export function modelKey(row: KeptRow, precision: Precision): string {
  return row.engine === 'web-llm' ? modelFiles(row, precision).engineId : row.id;
}
