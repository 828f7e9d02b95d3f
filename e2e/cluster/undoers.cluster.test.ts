import { describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import { actingStage, endOf, lacksUsers, send } from './acting/stage.ts';

describe.skipIf(lacksUsers)('who would undo an action on a real cluster', () => {
  const { namespace, functionPath, waf, as, ctl, get } = actingStage();

  it('the bounds of an autoscaler are set where it would undo a scale', async () => {
    const operator = await as('operator');
    await ctl('autoscale', 'deployment', 'waf', '--min=2', '--max=4', '--cpu-percent=80');
    const offer = await eventually('the autoscaler to be known', async () => {
      const answer = await send<{ autoscaler: { offer: { min: number; max: number } } | null }>(
        operator,
        'POST',
        `${waf}/preview`,
        { action: 'scale', replicas: 5 },
      );
      return answer.body.autoscaler?.offer ?? undefined;
    });
    expect(offer).toMatchObject({ min: 5, max: 5 });
    const viewer = await as('viewer');
    expect(await send(viewer, 'POST', `${waf}/autoscaler`, { min: 4, max: 5 })).toMatchObject({
      status: 403,
      body: { right: { verb: 'patch', group: 'autoscaling' } },
    });
    const bounds = { min: 4, max: 5, reason: 'load', expect: { min: 2, max: 4 } };
    const done = await send<ActionAnswer>(await as('operator'), 'POST', `${waf}/autoscaler`, bounds);
    expect(done.status).toBe(200);
    expect(await ctl('get', 'hpa', 'waf', '-o', 'jsonpath={.spec.minReplicas} {.spec.maxReplicas}')).toBe(
      '4 5',
    );
    expect(await ctl('describe', 'hpa', 'waf')).toMatch(/ConsoleSetAutoscalerBoundsDone/);
    expect(await endOf(await as('operator'), done.body.id)).toMatchObject({ state: 'settled' });
    expect((await get('deployment', 'waf')).spec.replicas).toBe(4);
    await ctl('delete', 'hpa', 'waf');
  });

  it('who would undo it is told with what to commit, which the API server takes', async () => {
    interface Told {
      owner: { manager: string; name: string } | null;
      commit: string | null;
      warnings: { code: string }[];
    }
    const operator = await as('operator');
    const router = functionPath('statefulsets', 'router');
    /** What somebody commits is a patch of the manifest, as Kustomize lays it over. */
    const apply = (object: string, text: string | null) => ctl('patch', object, '-p', text ?? '');
    const ask = async (path: string, body: object) =>
      (await send<Told>(operator, 'POST', `${path}/preview`, body)).body;
    const codes = ({ warnings }: Told) => warnings.map(({ code }) => code);
    await ctl(
      'annotate',
      'deployment/waf',
      `argocd.argoproj.io/tracking-id=edge:apps/Deployment:${namespace}/waf`,
    );
    await ctl('autoscale', 'deployment', 'waf', '--min=2', '--max=4', '--cpu-percent=80');
    await ctl('label', 'hpa/waf', 'argocd.argoproj.io/instance=edge');
    await ctl(
      'label',
      'statefulset/router',
      'kustomize.toolkit.fluxcd.io/name=edge',
      'kustomize.toolkit.fluxcd.io/namespace=flux-system',
    );
    const scaled = await eventually('the owner to be known', async () => {
      const told = await ask(waf, { action: 'scale', replicas: 4 });
      return told.owner && codes(told).includes('autoscaler-undoes') ? told : undefined;
    });
    expect(scaled.owner).toMatchObject({ manager: 'argo-cd', name: 'edge' });
    expect(codes(scaled)).toContain('owner-undoes');
    const restarted = await ask(waf, { action: 'restart' });
    expect(codes(restarted)).toContain('owner-restarts');
    expect(restarted.commit).toBeNull();
    const bounds = await ask(waf, { action: 'setAutoscalerBounds', min: 3, max: 5 });
    expect(bounds).toMatchObject({ owner: { manager: 'argo-cd' } });
    expect(bounds.commit).toMatch(/^apiVersion: autoscaling\//);
    await apply('hpa/waf', bounds.commit);
    expect(await ctl('get', 'hpa', 'waf', '-o', 'jsonpath={.spec.minReplicas} {.spec.maxReplicas}')).toBe(
      '3 5',
    );
    await ctl('delete', 'hpa', 'waf');
    await apply('deployment/waf', scaled.commit);
    expect((await get('deployment', 'waf')).spec.replicas).toBe(4);
    // Flux; a rollback commits the whole template.
    const before = (await get('statefulset', 'router')).spec.template;
    await ctl('set', 'image', 'statefulset/router', 'router=registry.local/lb:v2.22');
    await ctl('rollout', 'status', 'statefulset/router', '--timeout=120s');
    const back = await eventually('the revision to go back to', async () => {
      const told = await ask(router, { action: 'rollback' });
      return told.commit ? told : undefined;
    });
    expect(back.owner).toMatchObject({ manager: 'flux', name: 'flux-system/edge' });
    expect(codes(back)).toContain('owner-undoes');
    await apply('statefulset/router', back.commit);
    expect((await get('statefulset', 'router')).spec.template).toEqual(before);
    await ctl('annotate', 'deployment/waf', 'argocd.argoproj.io/tracking-id-');
    const last = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 3 });
    expect(await endOf(operator, last.body.id)).toMatchObject({ state: 'settled' });
  });
});
