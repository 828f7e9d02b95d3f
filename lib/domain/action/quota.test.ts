import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milliOf, quantityText } from './quantity.ts';
import { type Demand, type PodNeeds, type Quota, quotaHeadroom } from './quota.ts';

const pod = (requests: Record<string, string> = {}, more: Partial<PodNeeds> = {}): PodNeeds => ({
  containers: [{ requests, limits: {}, role: 'main' }],
  overhead: {},
  priorityClass: null,
  terminating: false,
  ...more,
});
const quota = (
  hard: Record<string, string>,
  used: Record<string, string>,
  more: Partial<Quota> = {},
): Quota => ({
  name: 'few',
  hard,
  used,
  scopes: [],
  ...more,
});
const adding = (added: number, needs = pod()): Demand => ({ added, replaced: 0, needs, before: needs });

describe('a quantity', () => {
  it.each([
    ['500m', 500],
    ['2', 2_000],
    ['1.5', 1_500],
    ['0.1', 100],
    ['1Ki', 1_024_000],
    ['1.5Gi', 1.5 * 2 ** 30 * 1_000],
    ['2e3', 2_000_000],
    ['1E', 1e21],
    ['100n', 1],
    ['-1', -1_000],
  ])('%s', (text, milli) => {
    expect(milliOf(text)).toBe(milli);
  });

  it.each(['', 'm', '1 Gi', '1g', '1Gi ', '--1', '1e', 'NaN', '<script>'])('%j is none', (text) => {
    expect(milliOf(text)).toBeNull();
  });

  it('never throws, and reads what it writes', () => {
    fc.assert(fc.property(fc.string(), (text) => void milliOf(text)));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (milli) => {
        expect(milliOf(quantityText(milli))).toBe(milli);
      }),
    );
  });
});

describe('the headroom of a quota', () => {
  it('is exceeded by one pod too many', () => {
    const few = quota({ pods: '4' }, { pods: '3' });
    expect(quotaHeadroom([few], adding(1)).state).toBe('ok');
    expect(quotaHeadroom([few], adding(2))).toEqual({
      state: 'exceeded',
      exceeded: [{ quota: 'few', resource: 'pods', hard: '4', used: '3', added: '2' }],
      why: null,
    });
  });

  it('counts requests, a missing one as its limit', () => {
    const cpu = quota({ 'requests.cpu': '2', memory: '1Gi' }, { 'requests.cpu': '1500m', memory: '0' });
    expect(quotaHeadroom([cpu], adding(2, pod({ cpu: '250m' }))).state).toBe('ok');
    const limited: PodNeeds = {
      ...pod(),
      containers: [{ requests: {}, limits: { cpu: '1' }, role: 'main' }],
    };
    expect(quotaHeadroom([cpu], adding(1, limited)).exceeded).toMatchObject([
      { resource: 'requests.cpu', used: '1500m', added: '1' },
    ]);
  });

  it('takes the largest init container where it needs more than the others together', () => {
    const needs = pod({ cpu: '100m' });
    needs.containers.unshift({ role: 'init', requests: { cpu: '900m' }, limits: {} });
    needs.containers.push({ role: 'main', requests: { cpu: '200m' }, limits: {} });
    const left = (cpu: string) => quotaHeadroom([quota({ cpu }, { cpu: '0' })], adding(1, needs)).state;
    expect(left('900m')).toBe('ok');
    expect(left('899m')).toBe('exceeded');
  });

  it('counts what a larger template adds to the pods that are there', () => {
    const full = quota({ 'requests.cpu': '3' }, { 'requests.cpu': '3' });
    const [before, needs] = [pod({ cpu: '1' }), pod({ cpu: '1500m' })];
    expect(quotaHeadroom([full], { added: 0, replaced: 3, needs: before, before }).state).toBe('ok');
    expect(quotaHeadroom([full], { added: 0, replaced: 3, needs, before }).exceeded).toMatchObject([
      { added: '1500m' },
    ]);
  });

  it('asks only the quotas whose scopes count the pods', () => {
    const scoped = (name: string, operator = 'Exists', values: string[] = []) =>
      quota({ pods: '0' }, { pods: '0' }, { scopes: [{ name, operator, values }] });
    const state = (one: Quota, needs: PodNeeds) => quotaHeadroom([one], adding(1, needs)).state;
    expect(state(scoped('Terminating'), pod())).toBe('none');
    expect(state(scoped('NotTerminating'), pod())).toBe('exceeded');
    expect(state(scoped('BestEffort'), pod({ cpu: '1' }))).toBe('none');
    expect(state(scoped('NotBestEffort'), pod({ cpu: '1' }))).toBe('exceeded');
    const high = pod({}, { priorityClass: 'high' });
    expect(state(scoped('PriorityClass', 'In', ['high']), high)).toBe('exceeded');
    expect(state(scoped('PriorityClass', 'NotIn', ['high']), high)).toBe('none');
    expect(state(scoped('SomethingNew'), pod())).toBe('exceeded');
  });

  it('says that it is not known where an amount cannot be read', () => {
    expect(quotaHeadroom([quota({ pods: 'many' }, {})], adding(1))).toMatchObject({
      state: 'unknown',
      why: 'unreadable',
    });
  });

  it('does not ask about what pods do not use', () => {
    const services = quota(
      { services: '1', 'count/secrets': '1', 'requests.storage': '0' },
      { services: '1' },
    );
    expect(quotaHeadroom([services], adding(5)).state).toBe('ok');
  });
});

it('says that it does not know while nobody has counted', () => {
  const quota = { name: 'edge', hard: { pods: '9' }, used: {}, scopes: [] };
  const needs = { containers: [], overhead: {}, priorityClass: null, terminating: false };
  expect(quotaHeadroom([quota], { added: 1, replaced: 0, needs, before: needs })).toMatchObject({
    state: 'unknown',
    why: 'unreadable',
  });
});
