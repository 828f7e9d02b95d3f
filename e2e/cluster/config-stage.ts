import { spawnSync } from 'node:child_process';
import { POST as check } from '#app/api/v1/configs/[namespace]/[name]/check/route.ts';
import { POST as diff } from '#app/api/v1/configs/[namespace]/[name]/diff/route.ts';
import { GET as drift } from '#app/api/v1/configs/[namespace]/[name]/drift/route.ts';
import { GET as revision } from '#app/api/v1/configs/[namespace]/[name]/history/[revision]/route.ts';
import { GET as history } from '#app/api/v1/configs/[namespace]/[name]/history/route.ts';
import { POST as restore } from '#app/api/v1/configs/[namespace]/[name]/restore/route.ts';
import { GET as plan, POST as rollout } from '#app/api/v1/configs/[namespace]/[name]/rollout/route.ts';
import { PUT as apply, GET as getOne } from '#app/api/v1/configs/[namespace]/[name]/route.ts';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig } from '#e2e/contract/target.ts';
import { frrConfigMap, frrContainer, indent, meetingPlace } from './frr-manifest.ts';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const routes: Record<string, Handler> = {
  'GET ': getOne,
  'PUT ': apply,
  'POST check': check,
  'POST diff': diff,
  'GET drift': drift,
  'GET history': history,
  'GET history/N': revision,
  'POST restore': restore,
  'GET rollout': plan,
  'POST rollout': rollout,
};

/** Asks the console about one ConfigMap, through its route handlers, as the user that it runs as. */
export function configApi(namespace: string) {
  return async function ask<Body = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT',
    name: string,
    verb = '',
    body?: unknown,
  ): Promise<{ status: number; body: Body }> {
    const handler = routes[`${method} ${verb.replace(/\/\d+$/, '/N')}`];
    if (handler === undefined) throw new Error(`there is no ${method} ${verb}`);
    const url = `http://localhost/api/v1/configs/${namespace}/${name}${verb && `/${verb}`}`;
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const number = /\/(\d+)$/.exec(verb)?.[1];
    const params = Promise.resolve({ namespace, name, ...(number && { revision: number }) });
    const response = await handler(new Request(url, init), { params });
    return { status: response.status, body: (await response.json()) as Body };
  };
}

/** kubectl by the kubeconfig under test. Throws with what it says where it fails. */
export function kubectl(words: string[], input?: string): string {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const end = spawnSync('kubectl', words, { env, input, encoding: 'utf8', timeout: 240_000 });
  if (end.status !== 0) throw new Error(`kubectl ${words.join(' ')}: ${end.stderr}`);
  return end.stdout;
}

/** Waits until a router's session is up; its daemons may not answer at all yet. @param state reads it by vtysh */
export const established = (state: () => string | undefined): Promise<true> =>
  eventually(
    'a session',
    async () => {
      try {
        return state() === 'Established' ? true : undefined;
      } catch {
        return undefined;
      }
    },
    60,
  );

export const routerText = (
  name: string,
  as: number,
  own: string,
  peer: string,
  network: string,
): string => `frr defaults traditional
hostname ${name}
!
router bgp ${as}
 bgp router-id ${own}
 no bgp ebgp-requires-policy
 no bgp network import-check
 neighbor ${peer} remote-as ${as === 65001 ? 65002 : 65001}
 neighbor ${peer} timers 3 9
 neighbor ${peer} timers connect 2
 !
 address-family ipv4 unicast
  network ${network}
 exit-address-family
exit
`;

const router = (namespace: string, name: string, image: string, address: string, text: string): string => `---
${frrConfigMap(namespace, name, ['bgpd'], text, '{kept: "yes"}')}---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  replicas: 1
  serviceName: ${name}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata:
      labels: {app: ${name}}
      annotations: {k8s.v1.cni.cncf.io/networks: '[{"name": "ext1", "ips": ["${address}/24"]}]'}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
${indent(frrContainer(image), 8)}
          readinessProbe: {exec: {command: [vtysh, -c, show version]}, periodSeconds: 2}
      volumes: [{name: etc, configMap: {name: ${name}}}]
`;

/** Two routers in a BGP session over net1: `old` runs 8.4.4, `new` runs 10.3. @param first last octet of old's address */
export function twoRouters(namespace: string, first: number): { manifest: string; old: string; new: string } {
  const [a, b] = [`192.168.201.${first}`, `192.168.201.${first + 1}`];
  const texts = {
    old: routerText('old', 65001, a, b, '203.0.113.0/26'),
    new: routerText('new', 65002, b, a, '203.0.113.64/26'),
  };
  const manifest =
    meetingPlace(namespace, 'ext1', 'cnf-ext1') +
    router(namespace, 'old', 'registry.local/frr:8.4.4', a, texts.old) +
    router(namespace, 'new', 'registry.local/frr:10.3', b, texts.new);
  return { manifest, ...texts };
}

/**
 * `pair`: two pods of 10.3 with one configuration and no session, that differ in nothing. `bare`: a container without
 * frr-reload.py; `slim`: one that finds no Python.
 */
export function pairAndBare(namespace: string): { manifest: string; text: string } {
  const text =
    'frr defaults traditional\nhostname pair\n!\nrouter bgp 65010\n bgp router-id 192.0.2.10\nexit\n';
  const plain = (name: string, image: string) =>
    router(namespace, name, image, '', text).replace(/ {6}annotations: .*\n/, '');
  const sleeping = (name: string) =>
    plain(name, 'registry.local/firewall:v1.18').replace(
      /readinessProbe: .*/,
      'command: [/bin/sleep, "3600"]',
    );
  const pair = plain('pair', 'registry.local/frr:10.3').replace('  replicas: 1\n', '  replicas: 2\n');
  const bare = sleeping('bare')
    .replace('volumeMounts: [', 'volumeMounts: [{name: nothing, mountPath: /usr/lib/frr}, ')
    .replace('volumes: [', 'volumes: [{name: nothing, emptyDir: {}}, ');
  const slim = sleeping('slim').replace(
    'command: ',
    'env: [{name: PATH, value: /nowhere}]\n          command: ',
  );
  return { manifest: pair + bare + slim, text };
}

/**
 * Three ways in which a text does not follow by itself, without a session: `part` mounts the one file by subPath, `copied` has
 * it copied by an init container, `loose` is a Deployment.
 */
export function otherMounts(namespace: string): { manifest: string; text: string } {
  const text =
    'frr defaults traditional\nhostname lone\n!\nrouter bgp 65020\n bgp router-id 192.0.2.20\nexit\n';
  const image = 'registry.local/frr:10.3';
  const plain = (name: string) =>
    router(namespace, name, image, '', text).replace(/ {6}annotations: .*\n/, '');
  const [whole, volume] = [
    '[{name: etc, mountPath: /etc/frr}]',
    'volumes: [{name: etc, configMap: {name: copied}}]',
  ];
  const files = ['daemons', 'vtysh.conf', 'frr.conf'].map(
    (file) => `{name: etc, mountPath: /etc/frr/${file}, subPath: ${file}}`,
  );
  const part = plain('part').replace(whole, `[${files.join(', ')}]`);
  const copied = plain('copied')
    .replace(whole, '[{name: own, mountPath: /etc/frr}]')
    .replace(volume, 'volumes: [{name: etc, configMap: {name: copied}}, {name: own, emptyDir: {}}]')
    .replace(
      /^( *)containers:$/m,
      (line, by: string) => `${by}initContainers:
${by}  - name: copy
${by}    image: ${image}
${by}    command: [sh, -c, "cp -L /given/* /etc/frr/"]
${by}    volumeMounts: [{name: etc, mountPath: /given}, {name: own, mountPath: /etc/frr}]
${line}`,
    );
  const loose = plain('loose')
    .replace('kind: StatefulSet', 'kind: Deployment')
    .replace('  serviceName: loose\n', '');
  return { manifest: part + copied + loose, text };
}
