import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { noParams, noQuery } from './names.ts';

const text = z.string();

export const signInMethod = z.enum(['none', 'token', 'oidc', 'proxy']);

const sessionView = z
  .object({
    user: text,
    groups: z.array(text),
    method: signInMethod,
    until: text.nullable().meta({ description: 'When it ends by itself; null where that is not known' }),
    idleUntil: text.nullable().meta({ description: 'When it ends without another request' }),
    renewed: z.boolean().meta({ description: 'Whether its credential is renewed by itself' }),
  })
  .meta({ id: 'Session' });

const answer = z.object({
  methods: z.array(signInMethod).meta({ description: 'Ways to sign in that are switched on' }),
  oidc: z.object({ label: text }).nullable().meta({ description: 'The OpenID Connect provider' }),
  session: sessionView.nullable().meta({ description: 'Null while nobody is signed in' }),
  ended: text.nullable().meta({
    description:
      'Why nobody is: `not-signed-in`, `session-idle`, `session-absolute`, `session-expired`, `session-revoked`, `session-unreadable` or `signed-out`',
  }),
});
export type SessionAnswer = z.output<typeof answer>;

export const getSession = endpoint({
  id: 'getSession',
  method: 'GET',
  path: '/api/v1/session',
  summary: 'How one may sign in, and who is signed in; needs no sign-in',
  tag: 'session',
  params: noParams,
  query: noQuery,
  answer,
  faults: [],
});

export const signIn = endpoint({
  id: 'signIn',
  method: 'POST',
  path: '/api/v1/session',
  summary:
    'Sign in with a Kubernetes bearer token, for a browser. Programs send `Authorization: Bearer …` with each request instead',
  tag: 'session',
  params: noParams,
  query: noQuery,
  body: z.strictObject({ token: z.string().trim().min(1, 'must be a bearer token').max(16_384) }),
  examples: { 'A bearer token': { token: 'eyJhbGciOi…' } },
  answer,
  faults: ['unauthenticated', 'refused', 'limited', 'unreachable'],
});

export const signOut = endpoint({
  id: 'signOut',
  method: 'DELETE',
  path: '/api/v1/session',
  summary: 'Sign out: the session is refused from now on',
  tag: 'session',
  params: noParams,
  query: noQuery,
  answer: z.object({
    next: text.nullable().meta({ description: 'Where to sign out of the provider as well, or null' }),
  }),
  faults: [],
});

export const sessionEndpoints = [getSession, signIn, signOut] as const;
