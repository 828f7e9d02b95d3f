import { actingEndpoints } from '#lib/contracts/acting.ts';
import { previewAction } from '#lib/contracts/action-preview.ts';
import { alertEndpoints } from '#lib/contracts/alerts.ts';
import { startChainUpgrade } from '#lib/contracts/chain-upgrades.ts';
import { configActs } from '#lib/contracts/config-acts.ts';
import { configChecks } from '#lib/contracts/config-check.ts';
import { configReadings } from '#lib/contracts/configs.ts';
import { displayEndpoints } from '#lib/contracts/display-links.ts';
import { freezeEndpoints } from '#lib/contracts/freezes.ts';
import { chooseScenario, listScenarios } from '#lib/contracts/lab.ts';
import { startLifecycle } from '#lib/contracts/lifecycle.ts';
import { readLive } from '#lib/contracts/live.ts';
import { readLog } from '#lib/contracts/log.ts';
import { openApi } from '#lib/contracts/openapi.ts';
import { readingEndpoints } from '#lib/contracts/reading.ts';
import { readRights } from '#lib/contracts/rights.ts';
import { sessionEndpoints } from '#lib/contracts/session.ts';
import { startEndpoints } from '#lib/contracts/start-frr.ts';
import { readStream } from '#lib/contracts/stream-scope.ts';
import { upgradeEndpoints } from '#lib/contracts/upgrades.ts';
import { statusOfFault } from '#lib/http/problem.ts';
import manifest from '../../package.json' with { type: 'json' };

/** The OpenAPI document of all that the console serves. */
export function describeApi() {
  const endpoints = [
    ...readingEndpoints,
    ...sessionEndpoints,
    previewAction,
    ...actingEndpoints,
    ...alertEndpoints,
    ...freezeEndpoints,
    ...configReadings,
    ...configChecks,
    ...configActs,
    ...upgradeEndpoints,
    startChainUpgrade,
    startLifecycle,
    ...startEndpoints,
    ...displayEndpoints,
    readStream,
    readLive,
    readLog,
    readRights,
    listScenarios,
    chooseScenario,
  ];
  return openApi(endpoints, statusOfFault, manifest.version);
}
