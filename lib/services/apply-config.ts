import type { ConfigApplied } from '#lib/contracts/config-acts.ts';
import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import { keyKind } from '#lib/domain/config/key-kind.ts';
import { dangers, textProblems } from '#lib/domain/frr/config/text-problems.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { type Caller, callerOf } from './caller.ts';
import { checkText, noPodOf } from './check-config.ts';
import { type ConfigParams, configPods, configSubject, wantedRelease } from './config-subject.ts';
import { type EditBody, editConfig } from './edit-config.ts';
import { refuse } from './perform.ts';

type Body = EditBody & { data: Record<string, string | null>; unchecked?: boolean | undefined };

/** Changes keys of a ConfigMap. What FRR refuses is not stored, unless that is asked for; what is dangerous never is. */
export async function applyConfig({
  params,
  body,
  request,
}: Call<ConfigParams, unknown, Body>): Promise<Result<ConfigApplied | Response>> {
  const subject = configSubject(running().hub, params);
  if (!subject.ok) return subject;
  const dangerous = dangerIn(body.data);
  if (dangerous) return dangerous;
  const warnings: ConfigApplied['warnings'] = [];
  if (body.unchecked !== true) {
    const caller = await callerOf(request);
    if (!caller.ok) return caller;
    const checked = await checkedTexts(caller.value, params, body.data, subject.value.known.data ?? {});
    if (!checked.ok) return checked;
    warnings.push(...checked.value);
  }
  return editConfig(request, params, body, {
    action: 'editConfig',
    data: body.data,
    restoredFrom: null,
    asked: { ...body },
    warnings,
  });
}

/** Text that no ConfigMap can hold as it is, or that vtysh would carry out when FRR starts. */
export function dangerIn(data: Record<string, string | null>) {
  for (const [key, text] of Object.entries(data)) {
    if (text === null) continue;
    const isFrr = ['frr', 'vtysh'].includes(keyKind(key));
    const found = [...textProblems(text), ...(isFrr ? dangers(text) : [])].find(
      ({ stops, code }) => stops && code !== 'too-large',
    );
    if (found) {
      const { line, message } = found;
      return refuse({ code: 'config-dangerous', params: { key, line, why: message } });
    }
  }
  return null;
}

/** Refused where a text that changes is refused by a running FRR, or at fault by its own rules; a warning where no FRR could check it. */
export async function checkedTexts(
  caller: Caller,
  params: ConfigParams,
  data: Record<string, string | null>,
  present: Record<string, string>,
): Promise<Result<ConfigApplied['warnings']>> {
  const warnings: ConfigApplied['warnings'] = [];
  const { hub } = running();
  const pods = configPods(hub, params);
  const subject = configSubject(hub, params);
  const none = noPodOf(subject.ok ? wantedRelease(hub, subject.value.usedBy) : null);
  for (const [key, text] of Object.entries(data)) {
    if (text === null || text === present[key] || keyKind(key) === 'text') continue;
    const asked = { key, text, present: present[key] ?? null, pods, interfaces: [], none };
    const check = await checkText(caller, params.namespace, asked);
    if (!check.ok) return check;
    const wrong = refusedBy(check.value, key);
    if (wrong) return wrong;
    if (check.value.ok === null) warnings.push({ code: 'config-not-checked', params: { key } });
  }
  return ok(warnings);
}

/** The refusal of a text that its FRR refuses, by the first fault that is no consequence of another; null where none. */
export function refusedBy({ problems }: Pick<ConfigCheck, 'problems'>, key: string) {
  const wrong = problems.find(
    ({ severity, consequenceOf }) => severity === 'error' && consequenceOf === null,
  );
  if (wrong === undefined) return null;
  const { line, message, versions } = wrong;
  return refuse({
    code: 'config-invalid',
    params: { key, line, why: message, version: versions.join(', ') },
  });
}
