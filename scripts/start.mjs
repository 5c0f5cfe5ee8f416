import { buildIfStale } from './build.mjs';
import { ensureInstalled } from './install.mjs';

/*
 * `npm start`: from a fresh clone to the app in one command. Installs and builds what is missing or stale,
 * then serves the build. Takes `--port N` and `--dir DIR`.
 */
try {
  ensureInstalled();
  if (!process.argv.includes('--dir')) await buildIfStale('production');
  // Imported only now, since the server needs a package that may just have been installed.
  const { serveFromCommandLine } = await import('./serve.mjs');
  await serveFromCommandLine();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
