import type { Reason } from '../health.ts';

/** A NetworkAttachmentDefinition, or the pod network, with who is on it. */
export interface NetworkView {
  /** `namespace/name`; `pod-network` for the pod network. */
  key: string;
  namespace: string | null;
  name: string;
  kind: string | null;
  plugins: string[];
  ipam: string | null;
  /** Subnets or ranges that address management hands out, as the definition words them. */
  ranges: string[];
  /** The host's interface or bridge it hangs on: `master`, `bridge`, `device`. */
  parent: string | null;
  vlan: number | null;
  mtu: number | null;
  resourceName: string | null;
  /** How many interfaces are on it; `attached` names the first of them, by namespace and pod. */
  attachedCount: number;
  attached: { namespace: string; pod: string; interface: string; addresses: string[]; reported: boolean }[];
  reasons: Reason[];
  /** The definition as written, where it could not be parsed; cut to 4,096 characters. */
  unreadable: string | null;
}
