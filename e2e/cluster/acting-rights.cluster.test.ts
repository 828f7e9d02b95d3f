import { describe, expect, it } from 'vitest';
import { actingStage, fileOf, lacksUsers, send, users } from './acting/stage.ts';
import { kubectl } from './kubectl.ts';

describe.skipIf(lacksUsers)('who may act on a real cluster', () => {
  const { namespace, functionPath, waf, as, ctl } = actingStage();

  it('nobody may what kubectl auth can-i denies, and everybody what it allows', async () => {
    const pod = 'router-0';
    // So that there is a revision to go back to.
    await ctl('rollout', 'restart', 'deployment', 'waf');
    await ctl('autoscale', 'deployment', 'waf', '--min=2', '--max=4', '--cpu-percent=80');
    await ctl('rollout', 'status', 'deployment', 'waf', '--timeout=120s');
    const table: [path: string, body: object, verb: string, resource: string, name: string][] = [
      [`${waf}/scale`, { replicas: 2 }, 'update', 'deployments.apps/scale', 'waf'],
      [
        `${functionPath('statefulsets', 'router')}/scale`,
        { replicas: 2 },
        'update',
        'statefulsets.apps/scale',
        'router',
      ],
      [`${waf}/restart`, {}, 'patch', 'deployments.apps', 'waf'],
      [`${waf}/rollback`, {}, 'patch', 'deployments.apps', 'waf'],
      [`${waf}/pause`, {}, 'patch', 'deployments.apps', 'waf'],
      [`${waf}/autoscaler`, { min: 3, max: 5 }, 'patch', 'horizontalpodautoscalers.autoscaling', 'waf'],
      [`${functionPath('statefulsets', 'router')}/restart`, {}, 'patch', 'statefulsets.apps', 'router'],
      [`${functionPath('daemonsets', 'speaker')}/restart`, {}, 'patch', 'daemonsets.apps', 'speaker'],
      [`/api/v1/pods/${namespace}/${pod}/evict`, {}, 'create', 'pods/eviction', pod],
    ];
    for (const user of users) {
      const console = await as(user);
      for (const [path, body, verb, resource, name] of table) {
        const [kind = '', subresource] = resource.split('/');
        const may = await kubectl(
          '--kubeconfig',
          fileOf(user),
          'auth',
          'can-i',
          verb,
          `${kind}/${name}`,
          ...(subresource ? [`--subresource=${subresource}`] : []),
          '-n',
          namespace,
        ).then(
          (answer) => answer.trim() === 'yes',
          () => false,
        );
        const answer = await send(console, 'POST', path, { ...body, dryRun: true });
        expect({ user, path, may: answer.status !== 403 }).toEqual({ user, path, may });
        if (may)
          expect({ path, status: answer.status, body: answer.body }).toMatchObject({ path, status: 200 });
      }
    }
  });
});
