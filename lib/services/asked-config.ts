import { ok, type Result } from '#lib/domain/result.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import { type Caller, callerOf } from './caller.ts';
import { type ConfigParams, type ConfigSubject, configSubject } from './config-subject.ts';
import { viewerOf } from './viewer.ts';

/** A ConfigMap that somebody asks about: what he may see of it, and the connection that reads as him. */
export interface AskedConfig {
  caller: Caller;
  hub: LiveView;
  subject: ConfigSubject;
}

export async function askedConfig(params: ConfigParams, request: Request): Promise<Result<AskedConfig>> {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const { hub } = viewer.value;
  const subject = configSubject(hub, params);
  return subject.ok ? ok({ caller: caller.value, hub, subject: subject.value }) : subject;
}
