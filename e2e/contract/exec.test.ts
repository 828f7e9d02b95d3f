import { beforeAll, describe, expect, it } from 'vitest';
import { exec } from './exec.ts';
import type { Status } from './kube-api.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { isReady, type Pod, pod } from './workloads.ts';

interface Link {
  ifname: string;
  mtu: number;
  address: string;
  addr_info: { family: string; local: string; prefixlen: number }[];
}

describe.skipIf(noCluster)('exec', () => {
  const here = scene('exec');
  const box = { namespace: here.namespace, name: 'box', container: 'main' };
  const run = (command: string[], stdin?: string) => exec(cluster(), box, command, stdin);

  beforeAll(async () => {
    if (noCluster) return;
    must(await cluster().create(here.core('pods'), pod('box')), 201);
    await becomes<Pod>(cluster(), here.core('pods', 'box'), 'box to be ready', isReady);
  });

  it('returns what the command printed, and Success', async () => {
    const ran = await run(['ip', '-j', 'addr']);
    expect(ran.result).toMatchObject({ status: 'Success' });
    const links = JSON.parse(ran.stdout) as Link[];
    const { status } = must(await cluster().get<Pod>(here.core('pods', 'box')));
    const eth0 = links.find((link) => link.ifname === 'eth0');
    expect(eth0?.addr_info.find((each) => each.family === 'inet')?.local).toBe(status.podIP);
    expect(ran.stderr).toBe('');
  });

  it('has the default route on eth0', async () => {
    const routes = JSON.parse((await run(['ip', '-j', 'route'])).stdout) as { dst: string; dev: string }[];
    expect(routes.find((route) => route.dst === 'default')?.dev).toBe('eth0');
  });

  it('takes the first container where none is named', async () => {
    const ran = await exec(cluster(), { namespace: here.namespace, name: 'box' }, ['true']);
    expect(ran.exitCode).toBe(0);
  });

  it('returns the exit code among the causes, and stderr apart from stdout', async () => {
    const ran = await run(['ip', 'link', 'show', 'dev', 'nosuch0']);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain('Device "nosuch0" does not exist.');
    expect(ran.result).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      message:
        'command terminated with non-zero exit code: error executing command [ip link show dev nosuch0], exit code 1',
      details: { causes: [{ reason: 'ExitCode', message: '1' }] },
    });
    expect((await run(['sh', '-c', 'exit 3'])).exitCode).toBe(3);
  });

  it('says that a binary is missing', async () => {
    const ran = await run(['no-such-binary']);
    expect(ran.result?.status).toBe('Failure');
    expect(ran.exitCode).not.toBe(0);
    expect(ran.result?.message).toMatch(
      /executable file not found|no such file or directory|exit code 12[67]/,
    );
  });

  it('refuses a container and a pod that are not there, with a Status', async () => {
    const container = await exec(cluster(), { ...box, container: 'nosuch' }, ['true']);
    expect(container.refused?.status).toBe(400);
    expect(JSON.parse(container.refused?.body ?? '{}')).toMatchObject({
      kind: 'Status',
      reason: 'BadRequest',
      message: 'container nosuch is not valid for pod box',
    } satisfies Partial<Status>);
    const missing = await exec(cluster(), { ...box, name: 'nosuch' }, ['true']);
    expect(missing.refused?.status).toBe(404);
    expect(missing.refused?.body).toContain('pods \\"nosuch\\" not found');
  });
});
