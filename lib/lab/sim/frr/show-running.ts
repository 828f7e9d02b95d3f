import type { Router } from './router.ts';
import { printRunning } from './running-config.ts';

/** `show running-config`: what runs, under the running release's name and the pod's host name. */
export function runningConfig({ version, hostname, config, tree, dead }: Router): string {
  return printRunning({ version, hostname, profile: config.profile, tree, dead });
}
