import { chooseScenario } from '#lib/contracts/lab.ts';
import { handle } from '#lib/http/handle.ts';
import { chooseScenario as verb } from '#lib/services/lab-scenario.ts';

export const PUT = handle(chooseScenario, verb);
