import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Fault } from '#lib/domain/result.ts';
import { startRunning } from '#lib/live/running.ts';
import { serve } from '#lib/server/serve.ts';
import { readSettings } from '#lib/server/settings.ts';
import { startAlerts } from '#lib/services/alert-sender.ts';
import { setDrainHooks } from '#lib/services/drain-hooks.ts';
import { startRuns } from '#lib/services/run-engine.ts';

/** Starts the console on the cluster that the environment names. Ends with one sentence where a setting is wrong. */
function end(fault: Fault): never {
  console.error(`CNF Console cannot start: ${fault.detail}`);
  process.exit(1);
}

const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } });
const { dev } = values;
const buildId = `${process.env.NEXT_DIST_DIR ?? '.next'}/BUILD_ID`;
if (!dev && !existsSync(buildId)) {
  end({ kind: 'refused', detail: 'There is no build yet: run `npm run build` first.' });
}

const settings = readSettings(process.env);
if (!settings.ok) end(settings.fault);

const running = await startRunning({
  ...settings.value,
  build: dev ? 'dev' : readFileSync(buildId, 'utf8').trim(),
});
if (!running.ok) end(running.fault);

const serving = await serve(settings.value, { dev, running: running.value });
if (!serving.ok) {
  await running.value.stop();
  end(serving.fault);
}

setDrainHooks(settings.value.drains);
const runs = startRuns();
const alerts = startAlerts({
  ...settings.value.alerts,
  origin: settings.value.signIn.publicUrl?.origin ?? null,
});
const { name, version } = running.value.hub.cluster();
console.log(`CNF Console: ${serving.value.url} → ${name}${version ? ` (Kubernetes ${version})` : ''}`);

if (settings.value.signIn.session.generated && !settings.value.signIn.methods.includes('none')) {
  console.log(
    'CNF_SESSION_SECRET is not set: a random one is used, and sessions end when this process does.',
  );
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    runs.stop();
    alerts.stop();
    await serving.value.close();
    await running.value.stop();
    process.exit(0);
  });
}
