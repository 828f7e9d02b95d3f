import { Gauge, Registry } from 'prom-client';
import { healths } from '#lib/domain/health.ts';
import type { LiveView } from './live-view.ts';

/**
 * Chains and functions for Prometheus, as text: of each its health, its replicas, its routing sessions, whether its configuration
 * drifts and whether a run is held; and the alerts that are open. Only of what the view shows. Label values are names in the cluster.
 */
export function functionMetrics(view: Pick<LiveView, 'functions' | 'chains' | 'alerts'>): Promise<string> {
  const registry = new Registry();
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const one = ['namespace', 'kind', 'function', 'chain'] as const;
  const words = `${healths.join(', ')}: 1 for the one that it is, else 0.`;
  const chainHealth = gauge('cnf_chain_health', `Health of a chain. ${words}`, [
    'namespace',
    'chain',
    'health',
  ]);
  const health = gauge('cnf_function_health', `Health of a function. ${words}`, [...one, 'health']);
  const replicas = gauge('cnf_function_replicas', 'Pods of a function by state: desired, ready.', [
    ...one,
    'state',
  ]);
  const sessions = gauge(
    'cnf_function_sessions',
    'Routing sessions of a function by state: configured, established. Absent where none could be read.',
    [...one, 'state'],
  );
  const drift = gauge(
    'cnf_function_config_drift',
    '1 where a router runs another configuration than its ConfigMap holds.',
    [...one],
  );
  const held = gauge('cnf_function_run_held', '1 where a run on the function is held, 0 where it goes on.', [
    ...one,
    'code',
  ]);
  const alerts = gauge('cnf_alerts', '1 for each alert of the console that is open.', [
    ...one,
    'rule',
    'severity',
    'acknowledged',
  ]);
  for (const { namespace, kind, name, chain, rule, severity, acknowledged } of view.alerts())
    alerts.set(
      {
        namespace: namespace ?? '',
        kind: kind ?? '',
        function: name ?? '',
        chain: chain ?? '',
        rule,
        severity,
        acknowledged: String(acknowledged !== null),
      },
      1,
    );
  for (const { namespace, name, health: now } of view.chains())
    for (const level of healths)
      chainHealth.set({ namespace, chain: name, health: level }, now === level ? 1 : 0);
  for (const row of view.functions({ all: false })) {
    const labels = {
      namespace: row.namespace,
      kind: row.kind,
      function: row.name,
      chain: row.chain ?? '',
    };
    for (const level of healths) health.set({ ...labels, health: level }, row.health === level ? 1 : 0);
    replicas.set({ ...labels, state: 'desired' }, row.desired);
    replicas.set({ ...labels, state: 'ready' }, row.ready);
    if (row.sessions) {
      sessions.set({ ...labels, state: 'configured' }, row.sessions.configured);
      sessions.set({ ...labels, state: 'established' }, row.sessions.established);
    }
    if (row.routing) drift.set(labels, row.reasons.some(({ code }) => code === 'config-drift') ? 1 : 0);
    if (row.upgrade) held.set({ ...labels, code: row.upgrade.hold ?? '' }, row.upgrade.hold ? 1 : 0);
  }
  return registry.metrics();
}
