import type { z } from 'zod';
import type { FaultKind } from '#lib/domain/result.ts';

/**
 * One endpoint of the HTTP API, as data: the route handler parses by it, and the OpenAPI document is made of it.
 * `path` is in OpenAPI's form (`/api/v1/pods/{namespace}/{name}`).
 */
export interface Endpoint<Params = unknown, Query = unknown, Answer = unknown, Body = undefined> {
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  summary: string;
  tag:
    | 'cluster'
    | 'session'
    | 'chains'
    | 'functions'
    | 'pods'
    | 'networks'
    | 'configs'
    | 'activity'
    | 'actions'
    | 'upgrades'
    | 'displays'
    | 'lab';
  params: z.ZodType<Params>;
  query: z.ZodType<Query>;
  /** The JSON body, for methods that have one. */
  body?: z.ZodType<Body>;
  /** The largest body that is read, in bytes, where it may be larger than one object of Kubernetes. */
  maxBodyBytes?: number;
  /** Request headers that mean something; for the document, the verb reads them itself. */
  headers?: z.ZodObject;
  /** Bodies to begin with, by what they do. */
  examples?: Record<string, unknown>;
  /** A JSON answer's schema, or the media type of an answer that is not JSON. */
  answer: z.ZodType<Answer> | `text/${string}`;
  /** Of the answer, where it is not 200. */
  status?: 202;
  /** What can be refused, beyond `malformed`; the OpenAPI document lists their status codes. */
  faults: readonly FaultKind[];
}

/** Keeps the types of an endpoint's schemas. */
export function endpoint<Params, Query, Answer, Body = undefined>(
  definition: Endpoint<Params, Query, Answer, Body>,
): Endpoint<Params, Query, Answer, Body> {
  return definition;
}
