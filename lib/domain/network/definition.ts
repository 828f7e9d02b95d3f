import type { NetworkAttachmentDefinition } from '../kubernetes.ts';

/** What a NetworkAttachmentDefinition says. */
export interface DefinitionContent {
  kind: string | null;
  plugins: string[];
  ipam: string | null;
  ranges: string[];
  parent: string | null;
  vlan: number | null;
  mtu: number | null;
  resourceName: string | null;
  /** Why the configuration could not be read; null where it could. */
  problem: string | null;
  /** The configuration as written, where it could not be read; cut to 4,096 characters. */
  unreadable: string | null;
}

/** Reads a NetworkAttachmentDefinition. */
export function readDefinition(_definition: NetworkAttachmentDefinition): DefinitionContent {
  return {
    kind: null,
    plugins: [],
    ipam: null,
    ranges: [],
    parent: null,
    vlan: null,
    mtu: null,
    resourceName: null,
    problem: null,
    unreadable: null,
  };
}
