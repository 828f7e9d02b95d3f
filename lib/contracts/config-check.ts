import { z } from 'zod';
import type { DeltaLine } from '#lib/domain/config/config-view.ts';
import { arrival, configKey, effect } from './configs.ts';
import { endpoint } from './endpoint.ts';
import { namespaced, noQuery } from './names.ts';
import { functionRef } from './views.ts';

const text = z.string();
const count = z.number().int().min(0);
const params = z.record(text, z.union([text, z.number()]));

/** Kubernetes allows 1 MiB for a ConfigMap; what is longer is refused with its size, not as malformed. */
const wholeText = z.string().max(1_400_000);

/** JSON makes two characters of a tab or a quotation mark. */
const largestBody = 3 * 1_048_576;

export const configProblem = z
  .object({
    line: count.meta({ description: 'From 1; 0 where it is about the whole text' }),
    column: count.nullable(),
    severity: z.enum(['error', 'warning', 'info']),
    source: z.enum(['vtysh', 'text', 'advice', 'daemons', 'yaml', 'json']),
    code: text.meta({ description: 'The text of the problem is `config.problem.<code>`' }),
    params,
    message: text.meta({ description: "In English; vtysh's own words where it is vtysh that says it" }),
    consequenceOf: count
      .nullable()
      .meta({ description: 'The earlier line without whose fault this one may well be right' }),
    versions: z.array(text).meta({ description: 'FRR versions that say so; empty where it is not theirs' }),
  })
  .meta({ id: 'ConfigProblem' });

const against = z
  .string()
  .min(1)
  .max(512)
  .optional()
  .meta({ description: 'A pod, a version (10.3) or an image; every version that runs, without it' });

export const configCheck = z
  .object({
    ok: z
      .boolean()
      .nullable()
      .meta({ description: 'Null: nothing wrong was found, but no FRR has checked it' }),
    checkedWith: text
      .nullable()
      .meta({ description: '`vtysh 8.4.4 in ra-0`; null: not checked by the release that will run it' }),
    checks: z.array(
      z.object({
        how: z.enum(['pod', 'local', 'none']),
        pod: text.nullable(),
        container: text.nullable(),
        image: text.nullable(),
        version: text.nullable(),
        expected: text.nullable().meta({
          description:
            'The release that will run it, where that is known; where another one checked it, what that refuses is a warning',
        }),
        state: z.enum(['clean', 'problems', 'not-checked']),
        code: text.nullable().meta({ description: 'Why it was not checked' }),
        detail: text.nullable(),
        milliseconds: count.nullable(),
        pods: z.array(text).meta({ description: 'Pods of the same image, for which this one stands' }),
      }),
    ),
    problems: z.array(configProblem),
    omitted: count.meta({ description: 'Problems beyond the first 500' }),
  })
  .meta({ id: 'ConfigCheck' });
export type ConfigCheck = z.output<typeof configCheck>;

const faults = ['unauthenticated', 'forbidden', 'not-found', 'refused', 'unreachable'] as const;
const one = '/api/v1/configs/{namespace}/{name}';

export const checkConfig = endpoint({
  id: 'checkConfig',
  method: 'POST',
  path: `${one}/check`,
  summary: 'Check a text by the program that will run it; nothing is changed',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  body: z.strictObject({ key: configKey, text: wholeText, against }),
  maxBodyBytes: largestBody,
  examples: {
    'A router': { key: 'frr.conf', text: 'router bgp 65001\n neighbor 192.0.2.2 remote-ass 65002\n' },
    'Against a version': { key: 'frr.conf', text: 'router bgp 65001\n', against: '10.3' },
  },
  answer: configCheck,
  faults,
});

export const hunk = z
  .object({
    oldStart: count,
    oldLines: count,
    newStart: count,
    newLines: count,
    lines: z.array(z.object({ kind: z.enum(['same', 'delete', 'add']), text })),
  })
  .meta({ id: 'Hunk' });

const deltaLine = z
  .object({ context: z.array(text), line: text, effect, code: text, params })
  .meta({ id: 'DeltaLine' }) satisfies z.ZodType<DeltaLine>;

const podDelta = z
  .object({
    pod: text,
    function: functionRef.nullable(),
    container: text,
    image: text,
    version: text.nullable(),
    arrival,
    path: text.nullable(),
    state: z.enum(['ok', 'invalid', 'unavailable']),
    code: text.nullable().meta({ description: 'Why there is no delta' }),
    detail: text.nullable().meta({ description: "FRR's own words" }),
    delete: z.array(deltaLine),
    add: z.array(deltaLine),
    phantom: z.object({ delete: z.array(text), add: z.array(text) }),
    effect,
  })
  .meta({ id: 'PodDelta' });
export type PodDelta = z.output<typeof podDelta>;

export const diffConfig = endpoint({
  id: 'diffConfig',
  method: 'POST',
  path: `${one}/diff`,
  summary:
    'What a text changes: its lines, and per router what FRR itself would delete and add; nothing is changed',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  body: z.strictObject({
    key: configKey,
    text: wholeText,
    from: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'A revision to compare the lines with; the present text, without it' }),
  }),
  maxBodyBytes: largestBody,
  examples: { 'A router': { key: 'frr.conf', text: 'router bgp 65001\n' } },
  answer: z
    .object({
      key: text,
      resourceVersion: text.meta({ description: 'Of the ConfigMap the lines were compared with' }),
      added: count,
      deleted: count,
      hunks: z.array(hunk),
      truncated: z.boolean().meta({ description: 'Too different to show line by line' }),
      pods: z.array(podDelta),
      effect: effect.meta({ description: 'The most that any router needs' }),
    })
    .meta({ id: 'ConfigDiff' }),
  faults,
});

export const configChecks = [checkConfig, diffConfig] as const;
