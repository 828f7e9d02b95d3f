/** A right as `kubectl auth can-i` takes it: verb, resource and, after a slash, the subresource. */
export type CanI = `${string} ${string}`;

/** What one endpoint is asked in the matrix, and what kubectl must allow for it to be done. */
export interface Entry {
  path: string;
  body?: unknown;
  /** All of them are needed. */
  needs?: readonly CanI[];
  /** One of them is enough. */
  any?: readonly CanI[];
  /** What is answered to who may; default 200. */
  allowed?: readonly number[];
  /** What is answered to who may not; default 403. */
  denied?: readonly number[];
}

const workloads = ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps'] as const;
const listWorkloads = workloads.map((kind): CanI => `list ${kind}`);
const dryRun = { dryRun: true };

/** What the entries are about, as it is now. */
export interface Scene {
  namespace: string;
  pod: string;
  /** Of the ConfigMap `waf`, which has one earlier revision. */
  resourceVersion: string;
}

/** Entries by operationId. An endpoint without one fails the test. */
export function entriesFor({ namespace, pod, resourceVersion }: Scene): Record<string, Entry> {
  const config = `/api/v1/configs/${namespace}/waf`;
  // Of a configuration only what a function uses is shown, so both have to be seen.
  const seen: CanI[] = ['list configmaps', 'list deployments.apps'];
  const read: CanI[] = [...seen, 'get configmaps'];
  // Whether it is there is told to nobody who may not see it.
  const hidden = [403, 404];
  const text = 'hostname waf\n';
  const chosen = { ...dryRun, resourceVersion };
  const starts: CanI[] = ['configmaps', 'deployments.apps'].map((what): CanI => `create ${what}`);
  const start = { namespace, name: 'third', kind: 'deployments', image: 'registry.local/frr:v1' };
  const router = {
    ...start,
    replicas: 1,
    chain: null,
    networks: [],
    config: { asn: 65003, routerId: '192.0.2.3' },
  };
  const waf = `/api/v1/functions/${namespace}/deployments/waf`;
  const pods = `/api/v1/pods/${namespace}/${pod}`;
  const within = `?namespace=${namespace}`;
  const run: CanI[] = [
    'create pods/exec',
    'create pods/eviction',
    'create controllerrevisions.apps',
    'patch controllerrevisions.apps',
    'create leases.coordination.k8s.io',
    'update leases.coordination.k8s.io',
  ];
  const patch: Pick<Entry, 'needs'> = { needs: ['get deployments.apps', 'patch deployments.apps'] };
  return {
    me: { path: '/api/v1/me' },
    readRights: { path: `/api/v1/rights${within}` },
    getSession: { path: '/api/v1/session' },
    listChains: { path: `/api/v1/chains${within}`, any: listWorkloads },
    getChain: { path: `/api/v1/chains/act-chain${within}`, needs: ['list deployments.apps'] },
    listAlerts: { path: `/api/v1/alerts${within}`, any: listWorkloads },
    listFunctions: { path: `/api/v1/functions${within}`, any: listWorkloads },
    getFunction: { path: waf, needs: ['list deployments.apps'] },
    getManifest: { path: `${waf}/manifest`, needs: ['get deployments.apps'] },
    listPods: { path: `/api/v1/pods${within}`, needs: ['list pods'] },
    getPod: { path: pods, needs: ['list pods'] },
    listNetworks: {
      path: `/api/v1/networks${within}`,
      any: ['list network-attachment-definitions.k8s.cni.cncf.io', 'list pods'],
    },
    listEvents: { path: `/api/v1/events${within}`, needs: ['list events'] },
    listAudit: { path: `/api/v1/audit${within}`, needs: ['list events'] },
    listFreezes: { path: `/api/v1/freezes${within}`, any: ['get namespaces', ...listWorkloads] },
    readLog: { path: `${pods}/log?container=waf&tail=1`, needs: ['get pods/log'] },
    readLive: { path: `${pods}/live/interfaces`, needs: ['list pods', 'get pods/exec'] },
    listConfigs: { path: `/api/v1/configs${within}`, needs: ['list configmaps'] },
    previewAction: {
      path: `${waf}/preview`,
      body: { action: 'scale', replicas: 4 },
      needs: ['get deployments.apps'],
    },
    scaleFunction: {
      path: `${waf}/scale`,
      body: { ...dryRun, replicas: 4 },
      needs: ['get deployments.apps', 'update deployments.apps/scale'],
    },
    restartFunction: { path: `${waf}/restart`, body: dryRun, ...patch },
    // There is no earlier revision, and it is not paused: who may is told so.
    rollBackFunction: { path: `${waf}/rollback`, body: dryRun, ...patch, allowed: [422] },
    pauseFunction: { path: `${waf}/pause`, body: dryRun, ...patch },
    resumeFunction: { path: `${waf}/resume`, body: dryRun, ...patch, allowed: [422] },
    setAutoscalerBounds: {
      path: `${waf}/autoscaler`,
      body: { ...dryRun, min: 1, max: 2 },
      needs: ['get deployments.apps', 'patch horizontalpodautoscalers.autoscaling'],
      allowed: [422],
    },
    evictPod: {
      path: `${pods}/evict`,
      body: { ...dryRun, reason: 'a try' },
      needs: ['get pods', 'create pods/eviction'],
      // Its budget allows none.
      allowed: [200, 422],
    },
    getConfig: { path: config, needs: seen, denied: hidden },
    listConfigHistory: { path: `${config}/history`, needs: read, denied: hidden },
    getConfigRevision: {
      path: `${config}/history/1`,
      needs: [...seen, 'list controllerrevisions.apps', 'get controllerrevisions.apps'],
      denied: hidden,
    },
    getConfigDrift: { path: `${config}/drift`, needs: seen, denied: hidden },
    // In which router a text could not be tried, and for want of which right, is in the answer.
    checkConfig: { path: `${config}/check`, body: { key: 'frr.conf', text }, needs: seen, denied: hidden },
    diffConfig: { path: `${config}/diff`, body: { key: 'frr.conf', text }, needs: read, denied: hidden },
    planConfigRollout: { path: `${config}/rollout`, needs: read, denied: hidden },
    applyConfig: {
      path: config,
      body: { ...chosen, data: { motd: 'three' } },
      needs: ['get configmaps', 'update configmaps', 'create events'],
      denied: hidden,
    },
    restoreConfig: {
      path: `${config}/restore`,
      body: { ...chosen, revision: 1 },
      needs: ['get configmaps', 'update configmaps', 'get controllerrevisions.apps', 'create events'],
      denied: hidden,
    },
    rolloutConfig: {
      path: `${config}/rollout`,
      body: { ...dryRun, method: 'restart' },
      needs: ['get configmaps', 'get deployments.apps', 'patch deployments.apps', 'create events', ...run],
      allowed: [202],
      denied: hidden,
    },
    // Its namespace is no lab: who may is told so.
    startLifecycle: {
      path: `${waf}/lifecycle`,
      body: dryRun,
      needs: [
        'get deployments.apps',
        'patch deployments.apps',
        'list replicasets.apps',
        'create events',
        ...run.filter((right) => right !== 'create pods/exec'),
      ],
      allowed: [422],
    },
    startChainUpgrade: {
      path: `/api/v1/chains/act-chain/upgrades${within}`,
      body: {
        ...dryRun,
        functions: [{ kind: 'deployments', name: 'waf', images: { waf: 'registry.local/waf:v9' } }],
      },
      needs: ['get deployments.apps', 'patch deployments.apps', 'create jobs.batch', 'create events', ...run],
      allowed: [202],
    },
    // Every object is tried, and who may not make one is told so in the answer.
    previewStart: { path: '/api/v1/start-frr/preview', body: router },
    startFrr: {
      path: '/api/v1/start-frr',
      body: { ...router, ...dryRun, reason: 'a try' },
      needs: [...starts, 'create poddisruptionbudgets.policy', 'create events'],
    },
    listDisplayLinks: { path: `/api/v1/display-links${within}`, needs: ['list configmaps'] },
    makeDisplayLink: {
      path: '/api/v1/display-links',
      body: {
        ...dryRun,
        name: 'a try',
        namespaces: [namespace],
        until: new Date(Date.now() + 3_600_000).toISOString(),
      },
      needs: ['list deployments.apps', 'create configmaps'],
    },
    // Done for real, one after the other: what is not frozen cannot be lifted.
    freeze: {
      path: '/api/v1/freezes',
      body: { namespace, reason: 'a try' },
      needs: ['patch namespaces', 'create events'],
    },
    // It has no alert, and is not acknowledged: who may is told that.
    acknowledge: {
      path: `${waf}/acknowledge`,
      body: { note: 'a try' },
      needs: [...(patch.needs ?? []), 'create events'],
      allowed: [422],
    },
    unacknowledge: {
      path: `${waf}/unacknowledge`,
      body: {},
      needs: [...(patch.needs ?? []), 'create events'],
      allowed: [422],
    },
    unfreeze: {
      path: '/api/v1/freezes/lift',
      body: { namespace },
      needs: ['patch namespaces', 'create events'],
    },
  };
}

/** Endpoints that another test asks as each user, or that ask Kubernetes for nothing, with the reason. */
export const elsewhere: Record<string, string> = {
  getAction: 'needs an action that was done: see below',
  readStream: 'rows are compared with the lists: see the streams below',
  revokeDisplayLink: 'needs a link: see the stories of displays',
  openDisplayLink: 'before anybody is known',
  signIn: 'before anybody is known',
  signOut: 'ends the session of a browser',
  planUpgrade: 'asked with the run: see below',
  startUpgrade: 'has no dry run: see below',
  listUpgrades: 'needs a run: see below',
  getUpgrade: 'needs a run: see below',
  pauseUpgrade: 'needs a run: see below',
  resumeUpgrade: 'needs a run: see below',
  abortUpgrade: 'needs a run: see below',
  rollBackUpgrade: 'needs a run: see below',
  readReport: 'needs a run: see below',
  readReportText: 'needs a run: see below',
  listScenarios: 'the lab alone',
  chooseScenario: 'the lab alone',
};
