import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { noParams, noQuery } from './names.ts';

const scenario = z.object({
  name: z.string(),
  title: z.object({ en: z.string(), ja: z.string() }),
  description: z.object({ en: z.string(), ja: z.string() }),
});
export type Scenario = z.output<typeof scenario>;

const scenarios = z.object({ current: z.string(), items: z.array(scenario) });

export const listScenarios = endpoint({
  id: 'listScenarios',
  method: 'GET',
  path: '/api/v1/lab/scenarios',
  summary: 'Scenarios of the embedded lab; 404 on any other cluster',
  tag: 'lab',
  params: noParams,
  query: noQuery,
  answer: scenarios,
  faults: ['not-found', 'unreachable'],
});

export const chooseScenario = endpoint({
  id: 'chooseScenario',
  method: 'PUT',
  path: '/api/v1/lab/scenario',
  summary: 'Put the embedded lab into another scenario; 404 on any other cluster',
  tag: 'lab',
  params: noParams,
  query: noQuery,
  body: z.object({ name: z.string().regex(/^[a-z0-9-]{1,63}$/, 'must be a scenario name') }),
  answer: scenarios,
  faults: ['not-found', 'unreachable', 'refused'],
});
