import type { AlertTiming } from '#lib/domain/alert/rules.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { type KubeConfigSource, loadKubeConfig } from '#lib/kube/config.ts';
import { type Connection, connect } from '#lib/kube/connection.ts';
import { compareInPod } from '#lib/kube/frr-compare.ts';
import { type Identity, whoAmI } from '#lib/kube/identity.ts';
import { requestJson } from '#lib/kube/request.ts';
import { startConfigRecorder } from './config-recorder.ts';
import { type DriftPoll, startDriftPoll } from './drift-poll.ts';
import { type Hub, startHub } from './hub.ts';

export interface RunningSettings {
  kubeconfig?: string | undefined;
  context?: string | undefined;
  namespaces?: string[] | undefined;
  /** The console's build; a browser that was loaded from another reloads itself. */
  build?: string | undefined;
  /** How long the rules of alerts wait, where an operator has set it. */
  alertTiming?: AlertTiming | undefined;
}

/** The one running instance. */
export interface Running {
  hub: Hub;
  /** What routers run, compared with their ConfigMaps. */
  drift: DriftPoll;
  connection: Connection;
  /** Who the API server takes the console for. */
  identity: Identity;
  settings: RunningSettings;
  stop(): Promise<void>;
}

// The server runs in Node as it is written, while Next.js bundles its own copy of every module: what both must share hangs on
// the one thing they have in common.
const place = Symbol.for('cnf-console');
const shared = globalThis as { [place]?: Running };

/** The running instance. Throws where nothing was started: a defect of whoever calls it too early. */
export function running(): Running {
  const instance = shared[place];
  if (instance === undefined) throw new Error('the console has not been started: run scripts/start.ts');
  return instance;
}

/**
 * Connects to the cluster that the settings, or the environment, name, and starts watching it. Faults: `malformed` for a
 * wrong kubeconfig, `unreachable` where the API server does not answer, `unauthenticated` where it does not know the user.
 */
export async function startRunning(settings: RunningSettings): Promise<Result<Running>> {
  const source: KubeConfigSource = {
    kubeconfig: settings.kubeconfig,
    context: settings.context,
    env: process.env,
  };
  const loaded = loadKubeConfig(source);
  if (!loaded.ok) return loaded;
  const connection = connect(loaded.value, source);
  const answer = await requestJson(connection, '/version', { headTimeoutMs: 5_000 });
  if (!answer.ok && (answer.fault.kind === 'unreachable' || answer.fault.kind === 'unauthenticated')) {
    await connection.close();
    return answer;
  }
  const identity = await whoAmI(connection);
  const build = settings.build ?? 'dev';
  const hub = startHub({
    connection,
    namespaces: settings.namespaces ?? [],
    build,
    alertTiming: settings.alertTiming,
  });
  const drift: DriftPoll = startDriftPoll({
    stores: hub.stores,
    compare: ({ namespace, use, text }) =>
      compareInPod(connection, { namespace, pod: use.pod, container: use.container }, text),
    now: () => new Date(),
    onChange: (podKey) => tell(podKey),
  });
  const tell = hub.showDrift((podKey) => {
    const [namespace = '', pod = ''] = podKey.split('/');
    return drift.ofPod(namespace, pod);
  });
  const recorder = startConfigRecorder(connection, hub.stores);
  const instance: Running = {
    hub,
    drift,
    connection,
    identity,
    settings,
    async stop() {
      drift.stop();
      recorder.stop();
      hub.stop();
      if (shared[place] === instance) delete shared[place];
      await connection.close();
    },
  };
  shared[place] = instance;
  return ok(instance);
}
