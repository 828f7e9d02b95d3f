import { daemonNames, daemonsFile, frrConf, versionOf } from './frr-conf.ts';
import type { StartInput, StartNetwork } from './start-input.ts';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** What else is true of the cluster: 1.20 serves PodDisruptionBudgets only as `policy/v1beta1`. */
export interface StartSite {
  budgetVersion: 'policy/v1' | 'policy/v1beta1';
}

/**
 * The objects that make an FRR, in the order in which they are created: what the pods mount first. Plain manifests, as
 * somebody would write them by hand; nothing in them needs the console.
 */
export function startManifests(input: StartInput, site: StartSite): Manifest[] {
  const { namespace, name, chain } = input;
  const conf = frrConf(input);
  const version = versionOf(input.image);
  const labels: Record<string, string> = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': 'router',
    ...(version !== null && { 'app.kubernetes.io/version': version }),
    ...(chain !== null && { 'app.kubernetes.io/part-of': chain.name }),
  };
  const metadata = { name, namespace, labels };
  const selector = { matchLabels: { 'app.kubernetes.io/name': name } };
  // On the workload alone: in the pod template, another position would restart the pods.
  const annotations: Record<string, string> =
    chain === null ? {} : { 'cnf-console/chain-order': String(chain.position) };
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: {
        daemons: daemonsFile(conf),
        'frr.conf': conf,
        'vtysh.conf': 'service integrated-vtysh-config\n',
      },
    },
    {
      apiVersion: site.budgetVersion,
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: 1, selector },
    },
    // Who governs a StatefulSet's pods must exist for their names to be in DNS; that needs no port.
    ...(input.kind === 'statefulsets'
      ? [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata,
            spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: selector.matchLabels },
          },
        ]
      : []),
    {
      apiVersion: 'apps/v1',
      kind: input.kind === 'statefulsets' ? 'StatefulSet' : 'Deployment',
      metadata: { ...metadata, ...(chain !== null && { annotations }) },
      spec: {
        ...(input.kind === 'statefulsets' && { serviceName: name }),
        replicas: input.replicas,
        selector,
        template: {
          metadata: {
            labels: { ...selector.matchLabels, 'app.kubernetes.io/component': 'router' },
            ...(input.networks.length > 0 && {
              annotations: { 'k8s.v1.cni.cncf.io/networks': networksAnnotation(input.networks) },
            }),
          },
          spec: podSpec(input, conf),
        },
      },
    },
  ];
}

function podSpec({ name, image }: StartInput, conf: string) {
  return {
    containers: [
      {
        name: 'frr',
        image,
        securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW', 'SYS_ADMIN'] } },
        readinessProbe: {
          exec: { command: ['sh', '-c', readiness(conf)] },
          initialDelaySeconds: 2,
          periodSeconds: 5,
          timeoutSeconds: 5,
        },
        volumeMounts: [{ name: 'config', mountPath: '/etc/frr' }],
      },
    ],
    volumes: [{ name: 'config', configMap: { name } }],
  };
}

/**
 * Ready when every daemon that the configuration needs answers: `show daemons` names those that vtysh is connected to, and
 * exits 0 also where one is missing (FRR 8.4.4 and 10.3).
 */
function readiness(conf: string): string {
  const each = daemonNames(conf).map((daemon) => `case "$d" in *" ${daemon} "*) ;; *) exit 1 ;; esac`);
  return ['d=" $(vtysh -c "show daemons") " || exit 1', ...each].join('; ');
}

/** The JSON form of the request: only that one can say addresses. */
export function networksAnnotation(networks: readonly StartNetwork[]): string {
  return JSON.stringify(
    networks.map(({ network, addresses }) => {
      const [first = '', second] = network.split('/');
      return {
        name: second ?? first,
        ...(second !== undefined && { namespace: first }),
        ...(addresses.length > 0 && { ips: addresses }),
      };
    }),
  );
}
