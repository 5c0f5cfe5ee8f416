const label: unknown = import.meta.env.PAGEFILE_BUILD;

/** "0.1.0 (3f9c21ab)": the version, and a stamp of all that this build was made from (vite.config.ts). */
export const buildLabel = typeof label === 'string' ? label : 'development';
