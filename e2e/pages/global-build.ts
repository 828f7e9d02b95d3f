import { buildConsole } from '#e2e/cluster/console.ts';

/** Builds what the workers' consoles serve, unless one that is served already is asked for. */
export default function build(): void {
  if (process.env.BASE_URL === undefined) buildConsole();
}
