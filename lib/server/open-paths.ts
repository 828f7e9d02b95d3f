/** Probes and scrapers come by the pod's address, whatever name the console has. */
export const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Files of public/ and of the build: the same for everybody, and part of every release. */
const file = /^\/(_next\/static\/.+|[^/]+\.(js|svg|png|ico|txt|webmanifest))$/;

/** Whether a path is a page's file, which says nothing of any cluster and may be kept. */
export const isAsset = (path: string): boolean => file.test(path);

/** Whether a path is for those who have not signed in. */
export function needsNoSignIn(path: string, { openMetrics }: { openMetrics: boolean }): boolean {
  if (path === '/metrics') return openMetrics;
  return probes.has(path) || isAsset(path) || /^\/(sign-in|api\/v1\/session)(\/|$)/.test(path);
}
