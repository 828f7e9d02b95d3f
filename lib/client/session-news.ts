/** What one tab of a browser tells the others about the session that they share. */
export type SessionNews = { kind: 'signed-in'; user: string } | { kind: 'signed-out' };

const channel = 'cnf-console-session';
/** Of this tab: a channel brings its own news back through another object. */
let tab: string | null = null;
function tabName(): string {
  tab ??= crypto.getRandomValues(new Uint32Array(2)).join('-');
  return tab;
}

const isNews = (data: unknown): data is SessionNews & { from?: unknown } =>
  typeof data === 'object' &&
  data !== null &&
  'kind' in data &&
  (data.kind === 'signed-out' ||
    (data.kind === 'signed-in' && 'user' in data && typeof data.user === 'string'));

/** Tells all other tabs. */
export function tellSession(news: SessionNews): void {
  const to = new BroadcastChannel(channel);
  to.postMessage({ ...news, from: tabName() });
  to.close();
}

/** Hears what other tabs tell, until the returned function is called. */
export function hearSession(hear: (news: SessionNews) => void): () => void {
  const from = new BroadcastChannel(channel);
  from.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isNews(data) && data.from !== tabName()) hear(data);
  });
  return () => from.close();
}
