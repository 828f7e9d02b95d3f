import type { ConfigApplied } from '#lib/contracts/config-acts.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { readConfigMap } from '#lib/kube/config-map.ts';
import { running } from '#lib/live/running.ts';
import { checkedTexts, dangerIn } from './apply-config.ts';
import { callerOf } from './caller.ts';
import { type ConfigParams, configSubject } from './config-subject.ts';
import { type EditBody, editConfig } from './edit-config.ts';
import { revisionTexts } from './get-config-revision.ts';

type Body = Omit<EditBody, 'base' | 'merge'> & {
  revision: number;
  keys?: string[] | undefined;
  unchecked?: boolean | undefined;
};

/**
 * Puts the texts of an earlier revision in force again: all keys as they were then, or only some. They are checked as an edit's:
 * the routers may run another FRR by now.
 */
export async function restoreConfig({
  params,
  body,
  request,
}: Call<ConfigParams, unknown, Body>): Promise<Result<ConfigApplied | Response>> {
  const { hub } = running();
  const subject = configSubject(hub, params);
  if (!subject.ok) return subject;
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const { connection } = caller.value;
  const { uid } = subject.value.known.metadata;
  const texts = await revisionTexts(connection, hub, uid, params.namespace, body.revision);
  if (!texts.ok) return texts;
  const present = await readConfigMap(connection, params.namespace, params.name);
  if (!present.ok) return present;
  const keys = body.keys ?? [...new Set([...Object.keys(texts.value), ...Object.keys(present.value.data)])];
  const data = Object.fromEntries(keys.map((key) => [key, texts.value[key] ?? null]));
  const dangerous = dangerIn(data);
  if (dangerous) return dangerous;
  const checked = body.unchecked
    ? ok([])
    : await checkedTexts(caller.value, params, data, present.value.data);
  if (!checked.ok) return checked;
  return editConfig(request, params, body, {
    action: 'restoreConfig',
    data,
    restoredFrom: body.revision,
    asked: { ...body },
    warnings: checked.value,
  });
}
