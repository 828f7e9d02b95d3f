import { planConfigRollout, rolloutConfig } from '#lib/contracts/config-acts.ts';
import { handle } from '#lib/http/handle.ts';
import { planConfigRollout as planConfigRolloutVerb } from '#lib/services/plan-config-rollout.ts';
import { rolloutConfig as rolloutConfigVerb } from '#lib/services/rollout-config.ts';

export const GET = handle(planConfigRollout, planConfigRolloutVerb);
export const POST = handle(rolloutConfig, rolloutConfigVerb);
