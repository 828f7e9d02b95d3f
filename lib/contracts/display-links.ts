import { z } from 'zod';
import { actionAnswer } from './acting.ts';
import { actionHeaders, changeFaults, why } from './change.ts';
import { endpoint } from './endpoint.ts';
import { labelName, noParams, noQuery, time } from './names.ts';

const text = z.string();
const maximumScope = 20;

const displayLink = z
  .object({
    id: text,
    name: text,
    namespace: text.meta({ description: 'Of the ConfigMap that it is kept in' }),
    scope: z.object({
      namespaces: z.array(text),
      chains: z.array(text).meta({ description: 'Each as `namespace/chain`' }),
    }),
    by: text,
    at: text,
    until: text,
    expired: z.boolean(),
  })
  .meta({ id: 'DisplayLink' });
export type DisplayLinkView = z.output<typeof displayLink>;

const madeDisplayLink = z.object({
  action: actionAnswer,
  link: displayLink,
  token: text.nullable().meta({ description: 'To be put behind the `#` of the path; null for a dry run' }),
  path: text.meta({ description: 'What the display opens' }),
});
export type MadeDisplayLink = z.output<typeof madeDisplayLink>;

export const listDisplayLinks = endpoint({
  id: 'listDisplayLinks',
  method: 'GET',
  path: '/api/v1/display-links',
  summary: 'Display links: what opens the wall and nothing else. Never their tokens',
  tag: 'displays',
  params: noParams,
  query: z.object({ namespace: labelName.optional() }),
  answer: z.object({
    items: z.array(displayLink),
    unreadable: z.array(z.object({ namespace: text, name: text })).meta({
      description: 'ConfigMaps that say they are one and that no console with this secret has made',
    }),
  }),
  faults: ['unauthenticated', 'forbidden', 'refused', 'unreachable'],
});

export const makeDisplayLink = endpoint({
  id: 'makeDisplayLink',
  method: 'POST',
  path: '/api/v1/display-links',
  summary: 'Make a display link. Its token is in this answer and nowhere else',
  tag: 'displays',
  params: noParams,
  query: noQuery,
  headers: actionHeaders,
  body: z
    .strictObject({
      name: z.string().trim().min(1).max(60),
      namespace: labelName
        .optional()
        .meta({ description: 'To keep it in; the first of the scope, without it' }),
      namespaces: z.array(labelName).max(maximumScope).default([]),
      chains: z
        .array(z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[^/,\s]{1,63}$/, 'must be namespace/chain'))
        .max(maximumScope)
        .default([]),
      until: time,
      reason: why.optional(),
      dryRun: z.boolean().optional(),
    })
    .refine(({ namespaces, chains }) => namespaces.length + chains.length > 0, {
      path: ['namespaces'],
      message: 'must name a namespace or a chain to show',
    }),
  examples: {
    'A chain, for a year': {
      name: 'NOC east',
      chains: ['cnf-edge/internet-edge'],
      until: '2027-11-01T00:00:00Z',
    },
  },
  answer: madeDisplayLink,
  faults: changeFaults,
});
export const revokeDisplayLink = endpoint({
  id: 'revokeDisplayLink',
  method: 'DELETE',
  path: '/api/v1/display-links/{id}',
  summary: 'Revoke a display link: its streams end within five seconds',
  tag: 'displays',
  params: z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) }),
  query: z.object({ namespace: labelName }),
  headers: actionHeaders,
  answer: actionAnswer,
  faults: changeFaults,
});

export const openDisplayLink = endpoint({
  id: 'openDisplayLink',
  method: 'POST',
  path: '/api/v1/display-links/open',
  summary: "Exchange a display link's token for the wall's cookie; needs no sign-in",
  tag: 'displays',
  params: noParams,
  query: noQuery,
  body: z.strictObject({ token: z.string().max(100) }),
  examples: { 'The token of a link': { token: 'cnfd_0123456789ab_…' } },
  answer: z.object({ name: text, until: text }),
  faults: ['unauthenticated', 'refused', 'unreachable'],
});

export const displayEndpoints = [
  listDisplayLinks,
  makeDisplayLink,
  revokeDisplayLink,
  openDisplayLink,
] as const;
