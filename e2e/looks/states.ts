import { eventually } from '#e2e/contract/eventually.ts';
import { type OwnLab, startOwnLab } from '#e2e/pages/own-lab.ts';

/** A console in one state, to be looked at. */
export interface Stage {
  url: string;
  /** Names that the state has made, as the ids of its runs. */
  made: Record<string, string>;
}

async function send(method: string, url: string, body: unknown): Promise<{ id?: string }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return text === '' ? {} : JSON.parse(text);
}

const edge = '/api/v1/functions/cnf-edge';

async function freshnessIs(url: string, state: string): Promise<void> {
  await eventually(`data that is ${state}`, async () => {
    const answer = await fetch(`${url}/api/v1/chains`);
    const { freshness } = (await answer.json()) as { freshness: { state: string } };
    return freshness.state === state ? true : undefined;
  });
}

interface RunView {
  outcome: string | null;
  gates: { gate: string; state: string }[];
}
const run = async (url: string, id: string): Promise<RunView> =>
  (await (await fetch(`${url}/api/v1/upgrades/${id}`)).json()) as RunView;

/** Three runs: one that has ended, one that a person holds, one that waits for its soak time. */
async function withRuns(url: string): Promise<Record<string, string>> {
  const strategy = { preflight: false, soakSeconds: 1, batch: 3 };
  const start = async (path: string, images: Record<string, string>, more: object) => {
    const { id = '' } = await send('POST', `${url}${edge}/${path}/upgrades`, {
      images,
      strategy: { ...strategy, ...more },
      reason: 'CVE-2026-0001',
    });
    return id;
  };
  const finished = await start('deployments/waf', { waf: 'registry.example.net/waf:v2.25.0' }, {});
  const held = await start(
    'deployments/firewall',
    { firewall: 'registry.example.net/firewall:v1.19' },
    {
      soakSeconds: 900,
      batch: 1,
    },
  );
  const frr = { frr: 'quay.io/frrouting/frr:10.3.0' };
  const running = await start('statefulsets/router-a', frr, { soakSeconds: 900, batch: 1 });
  const is = (id: string, fits: (view: RunView) => boolean) =>
    eventually(`run ${id}`, async () => (fits(await run(url, id)) ? true : undefined), 60);
  await is(held, ({ gates }) => gates.length > 0);
  await send('POST', `${url}/api/v1/upgrades/${held}/pause`, { reason: 'the match is on' });
  await is(running, ({ gates }) => gates.some(({ gate, state }) => gate === 'sessions' && state === 'met'));
  await is(finished, ({ outcome }) => outcome === 'succeeded');
  await send('PUT', `${url}/api/v1/freezes`, {
    namespace: 'cnf-branch',
    chain: 'branch-access',
    reason: 'final on Saturday',
  });
  return { finished, held, running };
}

/**
 * What a page may find, and how it comes about: scenarios of the lab, users without rights, an API server that has
 * gone. One console on one lab serves all scenarios, one after the other.
 */
export class States {
  #shared: Promise<{ lab: OwnLab; url: string }> | undefined;
  readonly #labs: OwnLab[] = [];

  async #own(scenario: string, user: string, env: Record<string, string> = {}) {
    const lab = await startOwnLab(scenario);
    this.#labs.push(lab);
    return { lab, url: (await lab.console(user, env)).url };
  }

  async #scenario(name: string): Promise<Stage> {
    this.#shared ??= this.#own('talk-chain', 'admin');
    const { url } = await this.#shared;
    await send('PUT', `${url}/api/v1/lab/scenario`, { name });
    await freshnessIs(url, 'live');
    return { url, made: {} };
  }

  readonly enter = {
    'talk-chain': () => this.#scenario('talk-chain'),
    trouble: () => this.#scenario('trouble'),
    'fleet-5000': () => this.#scenario('fleet-5000'),
    'forty-chains': () => this.#scenario('forty-chains'),
    empty: () => this.#scenario('empty'),
    /** Something is done in it: not for views that others shall find as they were. */
    acting: () => this.#scenario('talk-chain'),
    runs: async () => {
      const { url } = await this.#scenario('talk-chain');
      return { url, made: await withRuns(url) };
    },
    viewer: async () => ({ url: (await this.#own('talk-chain', 'viewer')).url, made: {} }),
    forbidden: async () => ({ url: (await this.#own('talk-chain', 'stranger')).url, made: {} }),
    'signed-out': async () => ({
      url: (await this.#own('talk-chain', 'admin', { CNF_SIGN_IN: 'token' })).url,
      made: {},
    }),
    /** The API server hangs: what was known last, marked as such. */
    stale: async () => {
      const { lab, url } = await this.#own('trouble', 'admin');
      lab.process.kill('SIGSTOP');
      await freshnessIs(url, 'stale');
      return { url, made: {} };
    },
  } satisfies Record<string, () => Promise<Stage>>;

  async leave(): Promise<void> {
    for (const lab of this.#labs) await lab.stop();
  }
}

export type StateName = keyof States['enter'];
