import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { functionMetrics } from './function-metrics.ts';
import { startMetrics } from './metrics.ts';

const router = {
  namespace: 'edge',
  kind: 'statefulsets',
  name: 'router',
  chain: 'in "quotes"\nand lines',
  health: 'degraded',
  desired: 2,
  ready: 1,
  routing: true,
  sessions: { configured: 4, established: 3 },
  reasons: [{ code: 'config-drift', health: 'degraded' }],
  upgrade: { hold: 'gate-limit' },
} as unknown as FunctionRow;

const text = () =>
  functionMetrics({
    functions: () => [router],
    alerts: () => [
      {
        ...{
          namespace: 'edge',
          kind: 'statefulsets',
          name: 'router',
          chain: 'internet',
          severity: 'warning',
        },
        ...{ rule: 'config-drift', acknowledged: { by: 'aya' } },
      },
    ],
    chains: () => [{ namespace: 'edge', name: 'internet', health: 'down' }],
  } as unknown as Parameters<typeof functionMetrics>[0]);

test('says of each function what an alert needs', async () => {
  const labels = 'namespace="edge",kind="statefulsets",function="router",chain="in \\"quotes\\"\\nand lines"';
  const lines = (await text()).split('\n');
  for (const line of [
    'cnf_chain_health{namespace="edge",chain="internet",health="down"} 1',
    'cnf_chain_health{namespace="edge",chain="internet",health="ok"} 0',
    `cnf_function_health{${labels},health="degraded"} 1`,
    `cnf_function_replicas{${labels},state="ready"} 1`,
    `cnf_function_sessions{${labels},state="established"} 3`,
    `cnf_function_config_drift{${labels}} 1`,
    'cnf_alerts{namespace="edge",kind="statefulsets",function="router",chain="internet",rule="config-drift",severity="warning",acknowledged="true"} 1',
    `cnf_function_run_held{${labels},code="gate-limit"} 1`,
  ])
    expect(lines).toContain(line);
});

test('the example alerts ask for metrics that there are, by labels that they have', async () => {
  const file = join(import.meta.dirname, '../../deploy/alerts/rules.yaml');
  const { groups } = parse(readFileSync(file, 'utf8')) as {
    groups: { rules: { alert: string; expr: string; for?: string; annotations: { summary: string } }[] }[];
  };
  const own = startMetrics({ watches: () => [], subscribers: () => 0, live: () => true });
  const known = (await own.registry.metrics()) + (await text());
  own.registry.clear();
  const rules = groups.flatMap(({ rules: of }) => of);
  expect(rules.length).toBeGreaterThan(5);
  for (const { alert, expr, for: wait, annotations } of rules) {
    expect(wait, alert).toMatch(/^\d+[sm]$/);
    for (const [, name = '', selector = ''] of expr.matchAll(/(cnf_\w+)(\{[^}]*\})?/g)) {
      const shown = known.split('\n').filter((line) => line.startsWith(name));
      expect(shown, `${alert}: ${name}`).not.toEqual([]);
      for (const [, label = ''] of [
        ...selector.matchAll(/(\w+)=/g),
        ...annotations.summary.matchAll(/\$labels\.(\w+)/g),
      ])
        expect(shown[0], `${alert}: ${label}`).toContain(`${label}="`);
    }
  }
});
