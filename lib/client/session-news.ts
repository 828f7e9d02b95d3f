/** What one tab of a browser tells the others about the session that they share. */
export type SessionNews = { kind: 'signed-in'; user: string } | { kind: 'signed-out' };

const channel = 'cnf-console-session';

const isNews = (data: unknown): data is SessionNews =>
  typeof data === 'object' &&
  data !== null &&
  'kind' in data &&
  (data.kind === 'signed-out' || (data.kind === 'signed-in' && 'user' in data && typeof data.user === 'string'));

/** Tells all other tabs. */
export function tellSession(news: SessionNews): void {
  const to = new BroadcastChannel(channel);
  to.postMessage(news);
  to.close();
}

/** Hears what other tabs tell, until the returned function is called. */
export function hearSession(hear: (news: SessionNews) => void): () => void {
  const from = new BroadcastChannel(channel);
  from.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isNews(data)) hear(data);
  });
  return () => from.close();
}
