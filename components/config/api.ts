import type { z } from 'zod';
import type { planConfigRollout, rolloutConfig } from '#lib/contracts/config-acts.ts';
import type { diffConfig } from '#lib/contracts/config-check.ts';
import type { getConfigRevision, listConfigs } from '#lib/contracts/configs.ts';

type AnswerOf<One extends { answer: unknown }> = z.output<Extract<One['answer'], z.ZodType>>;

export type ConfigList = AnswerOf<typeof listConfigs>;
export type ConfigRevisionText = AnswerOf<typeof getConfigRevision>;
export type ConfigDiff = AnswerOf<typeof diffConfig>;
export type RolloutPlan = AnswerOf<typeof planConfigRollout>;
export type RolloutAnswer = AnswerOf<typeof rolloutConfig>;

export interface ConfigRef {
  namespace: string;
  name: string;
}

const part = encodeURIComponent;

/** The ConfigMap's path in the API, or that of one of its verbs. */
export const configApi = ({ namespace, name }: ConfigRef, verb = ''): string =>
  `/api/v1/configs/${part(namespace)}/${part(name)}${verb && `/${verb}`}`;
