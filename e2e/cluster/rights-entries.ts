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

/** Entries by operationId. An endpoint without one fails the test. */
export function entriesFor(namespace: string, pod: string): Record<string, Entry> {
  const waf = `/api/v1/functions/${namespace}/deployments/waf`;
  const pods = `/api/v1/pods/${namespace}/${pod}`;
  const within = `?namespace=${namespace}`;
  const patch: Pick<Entry, 'needs'> = { needs: ['get deployments.apps', 'patch deployments.apps'] };
  return {
    me: { path: '/api/v1/me' },
    readRights: { path: `/api/v1/rights${within}` },
    getSession: { path: '/api/v1/session' },
    listChains: { path: `/api/v1/chains${within}`, any: listWorkloads },
    getChain: { path: `/api/v1/chains/act-chain${within}`, needs: ['list deployments.apps'] },
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
    // Done for real, one after the other: there is no dry run of them.
    freeze: {
      path: '/api/v1/freezes',
      body: { namespace, reason: 'a try' },
      needs: ['patch namespaces', 'create events'],
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
  getAction: 'needs an action that was done: see the record of real scales below',
  readStream: 'rows are compared with the lists: see the streams below',
  signIn: 'before anybody is known',
  signOut: 'ends the session of a browser',
  getConfig: 'not asked here yet: needs a router with its ConfigMap',
  applyConfig: 'not asked here yet',
  listConfigHistory: 'not asked here yet',
  getConfigRevision: 'not asked here yet',
  getConfigDrift: 'not asked here yet',
  checkConfig: 'not asked here yet',
  diffConfig: 'not asked here yet',
  restoreConfig: 'not asked here yet',
  planConfigRollout: 'not asked here yet',
  rolloutConfig: 'not asked here yet',
  previewStart: 'in the test that starts two routers',
  startFrr: 'in the test that starts two routers',
  listScenarios: 'the lab alone',
  chooseScenario: 'the lab alone',
};
