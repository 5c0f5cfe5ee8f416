/** The languages that words are stemmed in. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
