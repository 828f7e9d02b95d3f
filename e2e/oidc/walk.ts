/** A browser without a screen: follows redirects at the provider, keeps its cookies, and chooses an account. */
export interface Walker {
  /** Goes from the console's authorization URL through the provider to the redirect URI, which it does not open. */
  signIn(from: URL, account: string): Promise<URL>;
}

export function startWalker(): Walker {
  const cookies = new Map<string, string>();
  return {
    async signIn(from, account) {
      let at = from;
      for (let steps = 0; steps < 12; steps += 1) {
        if (at.origin !== from.origin) return at;
        const answer = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const line of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        const location = answer.headers.get('location');
        if (location !== null) at = new URL(location, at);
        else if (at.pathname.startsWith('/choose/') && answer.status === 200)
          at = new URL(`${at.pathname}?login=${account}`, at);
        else throw new Error(`${at}: ${answer.status} ${await answer.text()}`);
      }
      throw new Error(`the provider leads round in a circle, last to ${at}`);
    },
  };
}
