import { ok, type Result } from '#lib/domain/result.ts';
import type { ObservedPreflight } from '#lib/domain/run/observed.ts';
import type { Run } from '#lib/domain/run/run.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { ownedBy, recordName } from './run-record.ts';
import { list, record, text, type Wire } from './trim/wire.ts';

const limitSeconds = 150;
const configPath = '/cnf-preflight';
const jobName = (id: string): string => `${recordName(id)}-preflight`;
const jobs = (namespace: string): string => `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}/jobs`;
const right = (verb: string, namespace: string) => ({ verb, group: 'batch', resource: 'jobs', namespace });

/** The ConfigMap whose `frr.conf` the target version is to check, and in which container. */
export interface PreflightConfig {
  configMap: string;
  container: string;
  withVtyshConf: boolean;
}

/**
 * A pod beside the others with the target images: it pulls them, and lets the target's own vtysh check the
 * configuration. It has no networks, no labels of the function and no rights, so that nobody takes it for a member.
 */
export function preflightJob(
  run: Run,
  template: Wire,
  config: PreflightConfig | null,
): Record<string, unknown> {
  const spec = record(template.spec);
  const containers = Object.entries(run.change.images).map(([name, { to }]) => {
    const checks = config?.container === name;
    const folder = config?.withVtyshConf ? ['--config_dir', configPath] : [];
    return {
      name,
      image: to,
      command: checks ? ['vtysh', '-C', ...folder, '-f', `${configPath}/frr.conf`] : ['true'],
      terminationMessagePolicy: 'FallbackToLogsOnError',
      ...(checks && { volumeMounts: [{ name: 'config', mountPath: configPath, readOnly: true }] }),
    };
  });
  const place = Object.fromEntries(
    ['imagePullSecrets', 'nodeSelector', 'tolerations'].flatMap((key) =>
      spec[key] === undefined ? [] : [[key, spec[key]]],
    ),
  );
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(run.id),
      namespace: run.target.namespace,
      ownerReferences: ownedBy(run.target),
    },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: limitSeconds,
      ttlSecondsAfterFinished: 600,
      template: {
        metadata: { labels: { 'cnf-console/preflight': run.id } },
        spec: {
          ...place,
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 1,
          containers,
          ...(config && { volumes: [{ name: 'config', configMap: { name: config.configMap } }] }),
        },
      },
    },
  };
}

export async function createPreflight(
  connection: Connection,
  namespace: string,
  job: Record<string, unknown>,
): Promise<Result<unknown, RequestFault>> {
  const answer = await requestJson(connection, jobs(namespace), {
    method: 'POST',
    right: right('create', namespace),
    body: JSON.stringify(job),
  });
  return answer.ok || codeOf(answer.fault) !== 409 ? answer : ok(null);
}

/** Removes the Job with its pod. */
export async function deletePreflight(
  connection: Connection,
  namespace: string,
  id: string,
): Promise<Result<unknown, RequestFault>> {
  const answer = await requestJson(
    connection,
    `${jobs(namespace)}/${jobName(id)}?propagationPolicy=Background`,
    { method: 'DELETE', right: right('delete', namespace) },
  );
  return answer.ok || answer.fault.kind !== 'not-found' ? answer : ok(null);
}

/** How the Job is: by its pod, which says at once why an image cannot be pulled. */
export async function readPreflight(
  connection: Connection,
  namespace: string,
  id: string,
): Promise<Result<ObservedPreflight, RequestFault>> {
  const job = await requestJson(connection, `${jobs(namespace)}/${jobName(id)}`, {
    right: right('get', namespace),
  });
  if (!job.ok) return job.fault.kind === 'not-found' ? ok({ state: 'none', detail: '' }) : job;
  if (record(record(job.value).metadata).deletionTimestamp !== undefined)
    return ok({ state: 'none', detail: '' });
  const status = record(record(job.value).status);
  const selector = encodeURIComponent(`cnf-console/preflight=${id}`);
  const pods = await requestJson(
    connection,
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods?labelSelector=${selector}`,
    { right: { verb: 'list', group: '', resource: 'pods', namespace } },
  );
  if (!pods.ok) return pods;
  const [pod] = list(record(pods.value).items).map(record);
  const ends = list(record(record(pod).status).containerStatuses).map((one) => endOf(record(one)));
  const failed = ends.find(({ state }) => state === 'failed');
  if (failed) return ok(failed);
  if (ends.length > 0 && ends.every(({ state }) => state === 'passed'))
    return ok({ state: 'passed', detail: '' });
  const ended = list(status.conditions)
    .map(record)
    .find(({ type, status: is }) => is === 'True' && type === 'Failed');
  if (ended) return ok({ state: 'failed', detail: text(ended.message) ?? 'the Job failed' });
  if (typeof status.succeeded === 'number' && status.succeeded > 0)
    return ok({ state: 'passed', detail: '' });
  return ok({ state: 'running', detail: '' });
}

const pullReasons =
  /^(ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|RegistryUnavailable)$/;
/** runc, crun: the image was pulled and has no such program, as one without a shell has none. */
const noProgram = /executable file .*not found|no such file or directory/i;

function endOf(status: Wire): ObservedPreflight {
  const name = text(status.name) ?? '';
  const waiting = record(record(status.state).waiting);
  const ended = record(record(status.state).terminated);
  const reason = text(waiting.reason) ?? '';
  if (pullReasons.test(reason))
    return {
      state: 'failed',
      detail: `${text(status.image) ?? name}: ${reason}: ${text(waiting.message) ?? ''}`,
    };
  if (ended.exitCode === undefined) return { state: 'running', detail: reason };
  const message = (text(ended.message) ?? '').trim();
  if (ended.exitCode === 0) return { state: 'passed', detail: '' };
  if (ended.reason === 'ContainerCannotRun' || ended.reason === 'StartError')
    return noProgram.test(message)
      ? { state: 'passed', detail: '' }
      : { state: 'failed', detail: `${name}: ${message}` };
  return { state: 'failed', detail: `${name}: ${message || `exit code ${String(ended.exitCode)}`}` };
}
