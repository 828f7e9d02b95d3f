import { listScenarios } from '#lib/contracts/lab.ts';
import { handle } from '#lib/http/handle.ts';
import { listScenarios as verb } from '#lib/services/lab-scenario.ts';

export const GET = handle(listScenarios, verb);
