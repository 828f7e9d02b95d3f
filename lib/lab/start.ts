import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { selfSignedCertificate } from './api/certificate.ts';
import { Faults } from './api/faults.ts';
import type { LabUser } from './api/hooks.ts';
import { createLabServer } from './api/server.ts';
import type { Store } from './api/store.ts';
import { serveControl } from './control.ts';
import { labKubeconfig, labUsers } from './kubeconfig.ts';
import { Cluster } from './sim/cluster.ts';
import { execHook } from './sim/exec/exec-hook.ts';
import { logHook } from './sim/logs/log-hook.ts';

export interface LabOptions {
  /** Without it, the talk's chain. */
  scenario?: string;
  /** 0, or none, takes a free one. */
  port?: number;
  /** Time in milliseconds since the epoch. Without it, the wall clock. */
  now?: () => number;
  /** The same seed makes the same names, addresses and delays. */
  seed?: number;
  /** HTTPS with a certificate of its own, which kubectl needs to send tokens. On unless switched off. */
  tls?: boolean;
}

export interface RunningLab {
  url: string;
  kubeconfig: string;
  store: Store;
  cluster: Cluster;
  faults: Faults;
  close(): Promise<void>;
}

/** Starts a simulated cluster on the loopback address. Throws ScenarioError, or the error of a port that is taken. */
export async function startLab(options: LabOptions = {}): Promise<RunningLab> {
  const cluster = new Cluster({
    wall: options.now ?? Date.now,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  cluster.load(options.scenario ?? 'talk-chain');
  const faults = new Faults();
  const tls = options.tls === false ? undefined : selfSignedCertificate(new Date());
  const simulation = () => cluster.simulation;
  const server = createLabServer({
    store: cluster.store,
    users: new Map<string, LabUser>(labUsers.map(({ name, token, groups }) => [token, { name, groups }])),
    exec: execHook(simulation),
    logs: logHook(simulation),
    faults,
    ...(tls === undefined ? {} : { tls }),
  });
  addControl(server, cluster, faults);
  const port = await listen(server, options.port ?? 0);
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return {
    url,
    kubeconfig: labKubeconfig(url, tls?.cert),
    store: cluster.store,
    cluster,
    faults,
    close: () => {
      cluster.end();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** The lab's own paths are answered before the API server sees them, also while it is out of order. */
function addControl(server: Server, cluster: Cluster, faults: Faults): void {
  const [serveKubernetes] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/lab/')) void serveControl(cluster, faults, request, response);
    else serveKubernetes?.call(server, request, response);
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
