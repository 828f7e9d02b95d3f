import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { type Console, startConsole } from '#e2e/cluster/console.ts';
import { kubectl, makeNamespace } from '#e2e/cluster/kubectl.ts';
import { eventually } from '#e2e/contract/eventually.ts';
import { noCluster } from '#e2e/contract/target.ts';
import { type ExtraApiServer, localApiServer, startApiServer } from './api-server.ts';
import { makeCertificate } from './certificate.ts';
import { freePort } from './free-port.ts';
import { startProvider, type TestProvider } from './provider.ts';

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Why the suite cannot run here, or null: it needs the API server's program, and openssl for a certificate. */
export function missing(): string | null {
  if (noCluster) return 'there is no cluster';
  if (localApiServer() === null) return 'the API server does not run on this machine, to start a second one';
  return spawnSync('openssl', ['version']).status === 0 ? null : 'openssl is not installed';
}

/** A provider over https, an API server that trusts it, a console that uses both, and a browser. */
export interface OidcScene {
  namespace: string;
  provider: TestProvider;
  api: ExtraApiServer;
  console: Console;
  /** As a browser opens it. */
  origin: string;
  browser: Browser;
  stop(): Promise<void>;
}

export async function startScene(tokenLife: number): Promise<OidcScene> {
  const folder = mkdtempSync(join(tmpdir(), 'cnf-console-oidc-'));
  const namespace = `proof-oidc-${randomBytes(3).toString('hex')}`;
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.reverse()) await end().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const certificate = makeCertificate(folder, 'localhost');
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const provider = await startProvider({
      accounts: { hanako: { groups: ['noc'] }, taro: { groups: [] } },
      redirectUris: [`${origin}/api/v1/session/oidc/callback`],
      afterLogout: [`${origin}/sign-in`],
      tokenLife,
      // Another host than the console's, and so another site to the browser, as in life.
      tls: { ...certificate, name: '127.0.0.1' },
    });
    ends.push(provider.stop);
    const api = await startApiServer(folder, {
      'oidc-issuer-url': provider.issuer,
      'oidc-client-id': provider.clientId,
      'oidc-username-claim': 'preferred_username',
      'oidc-username-prefix': 'oidc:',
      'oidc-groups-claim': 'groups',
      'oidc-groups-prefix': 'oidc:',
      'oidc-ca-file': certificate.caFile,
    });
    ends.push(api.stop);
    await makeNamespace(namespace);
    ends.push(() => kubectl('delete', 'namespace', namespace, '--wait=false'));
    await kubectl('apply', '-n', namespace, '-f', join(import.meta.dirname, 'fixtures/scene.yaml'));
    const console = await startConsole(api.kubeconfig, {
      PORT: String(port),
      CNF_NAMESPACES: namespace,
      CNF_SIGN_IN: 'token,oidc',
      CNF_PUBLIC_URL: origin,
      CNF_SESSION_SECRET: randomBytes(32).toString('base64'),
      CNF_OIDC_ISSUER: provider.issuer,
      CNF_OIDC_CLIENT_ID: provider.clientId,
      CNF_OIDC_CLIENT_SECRET: provider.clientSecret,
      CNF_OIDC_SCOPES: 'profile,groups,offline_access',
      CNF_OIDC_USERNAME_CLAIM: 'preferred_username',
      CNF_OIDC_USERNAME_PREFIX: 'oidc:',
      CNF_OIDC_GROUPS_CLAIM: 'groups',
      CNF_OIDC_GROUPS_PREFIX: 'oidc:',
      CNF_OIDC_CA_FILE: certificate.caFile,
      CNF_OIDC_LABEL: 'Test SSO',
    });
    ends.push(console.stop);
    // Kubernetes looks for its provider ten seconds after its start for the first time.
    await eventually(
      'the API server to know the provider',
      async () => (provider.discoveries() > 0 ? true : undefined),
      40,
    );
    const args = ['--disable-quic', '--disable-background-networking', '--disable-component-update'];
    if (process.getuid?.() === 0) args.push('--no-sandbox');
    const browser = await chromium.launch({ ...(system && { executablePath: system }), args });
    ends.push(() => browser.close());
    return { namespace, provider, api, console, origin, browser, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
