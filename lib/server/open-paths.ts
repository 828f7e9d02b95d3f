/** Probes and scrapers come by the pod's address, whatever name the console has. */
export const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Files of public/ and of the build: the same for everybody, and part of every release. */
const file = /^\/(_next\/static\/.+|[^/]+\.(js|svg|png|ico|txt|webmanifest))$/;

/** Whether a path is a page's file, which says nothing of any cluster and may be kept. */
export const isAsset = (path: string): boolean => file.test(path);

/** The sign-in, and where a display link is exchanged for the wall's cookie. */
const isForNobody = /^\/((sign-in|api\/v1\/session)(\/.*)?|wall\/link|api\/v1\/display-links\/open)$/;

/** The page, its stream and its freezes: all that a display link opens, to be read. */
export const wallPaths = { page: '/wall', stream: '/wall/stream', freezes: '/wall/freezes' } as const;

/** Whether a path is for those who have not signed in. */
export function needsNoSignIn(path: string, { openMetrics }: { openMetrics: boolean }): boolean {
  if (path === '/metrics') return openMetrics;
  return probes.has(path) || isAsset(path) || isForNobody.test(path);
}
