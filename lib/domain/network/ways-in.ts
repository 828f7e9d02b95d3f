import type { EndpointSet, Ingress, Node, PodSpec, Service } from '../kubernetes.ts';
import type { WayIn } from './path.ts';

/** What the ways in are read from; services, endpoints and ingresses may be of any namespace. */
export interface WaysInContext {
  services: readonly Service[];
  endpoints: readonly EndpointSet[];
  ingresses: readonly Ingress[];
  nodes: readonly Node[];
}

/** Pods as the Services see them: of one function (its template), or one pod. */
export interface Target {
  namespace: string;
  labels: Readonly<Record<string, string>> | undefined;
  spec: PodSpec;
  /** Name of the one pod in view; null for a function as a whole. */
  pod: string | null;
}

/** The ways in to a pod, or to the pods of a function. */
export function waysIn(_target: Target, _context: WaysInContext): WayIn[] {
  return [];
}
