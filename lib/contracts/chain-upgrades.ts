import { z } from 'zod';
import { chainRun } from './chain-run.ts';
import { actionHeaders, changeFaults, changeOptions } from './change.ts';
import { endpoint } from './endpoint.ts';
import { labelName, objectName, workloadKind } from './names.ts';
import { runStrategyInput } from './runs.ts';
import { images } from './upgrades.ts';

const chosen = z.strictObject({
  kind: workloadKind,
  name: objectName,
  images,
  strategy: runStrategyInput.optional().meta({ description: 'Before the one for all' }),
});

export const startChainUpgradeBody = z.strictObject({
  functions: z
    .array(chosen)
    .min(1)
    .max(20)
    .refine(
      (all) => new Set(all.map(({ kind, name }) => `${kind}/${name}`)).size === all.length,
      'must name each function once',
    )
    .meta({ description: 'In the order of the upgrade: one after the other' }),
  strategy: runStrategyInput.optional(),
  ...changeOptions,
});
export type StartChainUpgradeBody = z.output<typeof startChainUpgradeBody>;

export const startChainUpgrade = endpoint({
  id: 'startChainUpgrade',
  method: 'POST',
  path: '/api/v1/chains/{name}/upgrades',
  summary: 'Upgrade functions of a chain one after the other; it stops at the first that fails or is held',
  tag: 'upgrades',
  params: z.object({ name: z.string().min(1).max(63) }),
  query: z.object({ namespace: labelName }),
  headers: actionHeaders,
  body: startChainUpgradeBody,
  examples: {
    'Firewall, then WAF': {
      functions: [
        { kind: 'deployments', name: 'firewall', images: { firewall: 'registry.example/firewall:v1.19' } },
        { kind: 'deployments', name: 'waf', images: { waf: 'registry.example/waf:v2.25.0' } },
      ],
      reason: 'CVE in both',
    },
  },
  answer: chainRun,
  status: 202,
  faults: changeFaults,
});
