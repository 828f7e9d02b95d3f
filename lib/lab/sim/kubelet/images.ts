import type { Program } from '../logs/programs.ts';
import { hexOf } from '../random.ts';
import type { Scenario } from '../scenario.ts';

/** What a registry knows of an image; undefined when it has no such image or tag. */
export function findImage(scenario: Scenario, name: string): { program: Program } | undefined {
  return scenario.images.find((image) => image.name === name);
}

/** `quay.io/frrouting/frr@sha256:…`, as the container runtime reports what runs. */
export function imageDigest(name: string): string {
  return `${repositoryOf(name)}@sha256:${hexOf(name, 64)}`;
}

/** The tag, or 'latest'. */
export function tagOf(name: string): string {
  return /:([^:/@]+)(?:@.*)?$/.exec(name)?.[1] ?? 'latest';
}

function repositoryOf(name: string): string {
  const bare = name.split('@')[0] ?? name;
  return /:[^/]*$/.test(bare) ? bare.slice(0, bare.lastIndexOf(':')) : bare;
}

/** containerd's words for a tag that the registry does not have. */
export function pullFailure(name: string): string {
  const full = name.includes('/') ? name : `docker.io/library/${name}`;
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`;
}
