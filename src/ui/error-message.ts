/** What an error says to the person. Everything thrown by the worker carries such a message. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
