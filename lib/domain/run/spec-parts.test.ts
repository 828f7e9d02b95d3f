import { describe, expect, it } from 'vitest';
import { partsSaid, specParts } from './spec-parts.ts';

const digest = (text: string) => `d${text.length}`;
const spec = (more: Record<string, unknown> = {}, frr: Record<string, unknown> = {}) => ({
  template: {
    metadata: { labels: { app: 'router' } },
    spec: {
      containers: [
        { name: 'frr', image: 'frr:8.4.4', volumeMounts: [{ name: 'etc', mountPath: '/etc/frr' }], ...frr },
      ],
      ...more,
    },
  },
});
const between = (was: unknown, is: unknown) =>
  partsSaid(specParts(was, digest) ?? {}, specParts(is, digest) ?? {}).map(({ text }) => text);

describe('what of a spec is different', () => {
  it('is nothing where it is the same', () => {
    expect(between(spec(), spec())).toEqual([]);
  });

  it.each([
    [{ nodeName: 'n1' }, {}, 'template.spec.nodeName was added'],
    [{}, { env: [{ name: 'A', value: '1' }] }, 'template.spec.containers[frr].env was added'],
    [{}, { image: 'frr:9' }, 'template.spec.containers[frr].image was "frr:8.4.4", is "frr:9"'],
    [
      {},
      { volumeMounts: [{ name: 'etc', mountPath: '/etc' }] },
      'template.spec.containers[frr].volumeMounts[/etc] was added',
    ],
  ])('names what %o and %o add', (more, frr, text) => {
    expect(between(spec(), spec(more, frr))).toContain(text);
  });

  it('names an annotation whole', () => {
    const noted = { template: { metadata: { annotations: { 'k8s.v1.cni.cncf.io/networks': 'fabric' } } } };
    expect(between({ template: { metadata: { annotations: { a: '1' } } } }, noted)).toEqual([
      'template.metadata.annotations[k8s.v1.cni.cncf.io/networks] was added',
      'template.metadata.annotations.a was removed',
    ]);
  });

  it('names what was taken out by its highest place', () => {
    const two = spec(
      {},
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
    );
    const one = spec({}, { env: [{ name: 'A', value: '1' }] });
    expect(between(two, one)).toEqual(['template.spec.containers[frr].env[B] was removed']);
  });

  it('keeps what an environment, arguments and annotations say to itself', () => {
    const secret = (value: string) => spec({}, { env: [{ name: 'KEY', value }], args: [`--key=${value}`] });
    const parts = specParts(secret('hunter2'), digest);
    expect(JSON.stringify(parts)).not.toContain('hunter2');
    expect(between(secret('hunter2'), secret('hunter200'))).toEqual([
      'template.spec.containers[frr].env[KEY].value is another',
      'template.spec.containers[frr].args[0] is another',
    ]);
  });

  it('gives up where there is too much', () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`label-${index}`, 'x']));
    expect(specParts({ labels: many }, digest)).toBeNull();
  });
});
