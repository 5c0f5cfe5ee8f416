/** Numbers by name. */
export type Figures = Record<string, number>;
