import { z } from 'zod';
import { isAddressBlock } from '#lib/auth/proxy-headers.ts';
import { alertRuleNames, severities } from '#lib/domain/alert/alert.ts';
import { receiverFormats } from '#lib/domain/alert/receiver.ts';

/** A list, or in a variable its items between commas. */
const listOf = (item: z.ZodType<string>) =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== '')
        : value,
    z.array(item, { error: 'must be a list' }),
  );

const said = (what: string) => z.string({ error: `must be ${what}` }).min(1, `must be ${what}`);
const name = said('a name').max(253);
const port = z.coerce
  .number({ error: 'must be a port number from 0 to 65535' })
  .int('must be a port number from 0 to 65535')
  .min(0, 'must be a port number from 0 to 65535')
  .max(65_535, 'must be a port number from 0 to 65535');

const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
/** `30m`, `12h`; in seconds. */
const duration = (least: number, most: number) =>
  z
    .string({ error: 'must be a duration as 30m or 12h' })
    .regex(/^\d{1,6}[smhd]$/, 'must be a duration as 30m or 12h')
    .transform((text) => Number(text.slice(0, -1)) * seconds[text.slice(-1) as keyof typeof seconds])
    .refine((value) => value >= least && value <= most, `must be from ${least} s to ${most / 3_600} h`);

const blocks = listOf(
  z.string().refine(isAddressBlock, 'must be addresses or CIDR blocks, as 10.0.0.0/8 or 2001:db8::/32'),
);
const headerName = z
  .string({ error: 'must be a header name' })
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'must be a header name, as X-Forwarded-User')
  .transform((text) => text.toLowerCase());

const url = (protocols: readonly string[], what: string) =>
  said(what).refine(
    (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
    `must be ${what}`,
  );

/** Executed as it is, without a shell. */
const argv = z
  .array(said('a text').max(4_096), { error: 'must be a list: a program and its arguments' })
  .min(1, 'must be a list: a program and its arguments')
  .max(64, 'must have at most 64 items');

const webhook = url(['https:', 'http:'], 'an address as https://hooks.example.net/…');
const wait = duration(0, 604_800);

/** When rules fire, and where alerts are sent. */
const alerts = z.strictObject({
  namespace: name.optional(),
  rules: z
    .partialRecord(
      z.enum(alertRuleNames),
      z.union(
        [
          z.literal('off'),
          z.strictObject({ warning: wait.optional(), critical: wait.optional(), keep: wait.optional() }),
        ],
        { error: 'must be off, or durations as {critical: 30s, warning: 5m, keep: 5m}' },
      ),
    )
    .default({}),
  receivers: z
    .array(
      z
        .strictObject({
          name: z
            .string({ error: 'must be a name' })
            .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name of a-z, 0-9 and "-"'),
          format: z.enum(receiverFormats, { error: 'must be json, slack or alertmanager' }),
          url: webhook.optional(),
          urlFile: said('a path').optional(),
          urlEnv: said('the name of a variable').optional(),
          tokenFile: said('a path').optional(),
          tokenEnv: said('the name of a variable').optional(),
          least: z.enum(severities, { error: 'must be warning or critical' }).default('warning'),
          namespaces: listOf(name).optional(),
          repeat: duration(60, 604_800).prefault('4h'),
          language: z.enum(['en', 'ja'], { error: 'must be en or ja' }).default('en'),
        })
        .refine(
          ({ url, urlFile, urlEnv }) => [url, urlFile, urlEnv].filter(Boolean).length === 1,
          'must have one of url, urlFile and urlEnv',
        )
        .refine(
          ({ tokenFile, tokenEnv }) => !(tokenFile && tokenEnv),
          'must have at most one of tokenFile and tokenEnv',
        ),
      { error: 'must be a list' },
    )
    .max(20, 'must have at most 20 entries')
    .default([]),
});

/** All that can be set; the same for the file and, through `variables`, for the environment. */
export const settingsSchema = z.strictObject({
  server: z
    .strictObject({
      host: said('an address, as 127.0.0.1').default('localhost'),
      port: port.default(3000),
      publicUrl: url(['https:', 'http:'], 'an address as https://console.example.net')
        .refine(
          (text) => !URL.canParse(text) || new URL(text).href === `${new URL(text).origin}/`,
          'must have no path: the console is served at the root of its host',
        )
        .optional(),
      trustedProxies: blocks.default([]),
      metrics: z.enum(['open', 'signed-in'], { error: 'must be open or signed-in' }).optional(),
    })
    .prefault({}),
  kubernetes: z
    .strictObject({
      kubeconfig: said('a path').optional(),
      context: name.optional(),
      namespaces: listOf(name).optional(),
    })
    .prefault({}),
  signIn: z
    .strictObject({
      methods: listOf(
        z.enum(['none', 'token', 'oidc', 'proxy'], {
          error: 'must be none, or any of token, oidc and proxy',
        }),
      ).optional(),
      oidc: z
        .strictObject({
          issuer: url(['https:'], "the provider's https address, as in the API server's --oidc-issuer-url"),
          clientId: said('a client ID'),
          clientSecret: said('a secret').optional(),
          clientSecretFile: said('a path').optional(),
          scopes: listOf(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be scopes')).default([
            'profile',
            'email',
            'groups',
            'offline_access',
          ]),
          usernameClaim: said('a claim').default('sub'),
          usernamePrefix: z.string().optional(),
          groupsClaim: said('a claim').optional(),
          groupsPrefix: z.string().optional(),
          caFile: said('a path').optional(),
          label: said('a name').max(100).optional(),
        })
        .optional(),
      proxy: z
        .strictObject({
          addresses: blocks.refine((list) => list.length > 0, 'must name at least one address'),
          userHeader: headerName.default('x-forwarded-user'),
          groupsHeader: headerName.default('x-forwarded-groups'),
          systemNames: listOf(
            z
              .string()
              .startsWith('system:', 'must begin with system:')
              .refine(
                (one) => one !== 'system:masters',
                'must not be system:masters: RBAC does not hold for it',
              ),
          ).default(['system:authenticated']),
        })
        .optional(),
    })
    .prefault({}),
  session: z
    .strictObject({
      secrets: z
        .preprocess(
          // Not cut at commas, which a secret may have.
          (value) => (typeof value === 'string' ? [value] : value),
          z.array(
            z
              .string({ error: 'must be a text' })
              .refine(
                (text) => Buffer.byteLength(text) >= 32,
                'must be at least 32 bytes: openssl rand -base64 32',
              ),
            { error: 'must be a list' },
          ),
        )
        .optional(),
      secretFiles: listOf(said('a path')).optional(),
      idle: duration(60, 604_800).prefault('30m'),
      absolute: duration(60, 604_800).prefault('12h'),
      signOuts: z
        .string({ error: 'must be a ConfigMap as namespace/name' })
        .regex(/^[a-z0-9-]{1,63}\/[a-z0-9.-]{1,253}$/, 'must be a ConfigMap as namespace/name')
        .optional(),
    })
    .prefault({}),
  alerts: alerts.prefault({}),
  drains: z
    .array(
      z
        .strictObject({
          container: said('a name, or a pattern as lb*').max(253).optional(),
          image: said('an image, or a pattern as registry.example.net/lb:*').max(512).optional(),
          command: argv,
          undo: argv,
        })
        .refine(
          ({ container, image }) => container !== undefined || image !== undefined,
          'must name a container, an image or both',
        ),
      { error: 'must be a list' },
    )
    .max(100, 'must have at most 100 entries')
    .default([]),
});
export type RawSettings = z.output<typeof settingsSchema>;

/** Which variable sets which place of the file; a variable goes before the file. */
export const variables: Readonly<Record<string, string>> = {
  HOST: 'server.host',
  PORT: 'server.port',
  CNF_PUBLIC_URL: 'server.publicUrl',
  CNF_TRUSTED_PROXIES: 'server.trustedProxies',
  CNF_METRICS: 'server.metrics',
  KUBECONFIG: 'kubernetes.kubeconfig',
  CNF_CONTEXT: 'kubernetes.context',
  CNF_NAMESPACES: 'kubernetes.namespaces',
  CNF_SIGN_IN: 'signIn.methods',
  CNF_OIDC_ISSUER: 'signIn.oidc.issuer',
  CNF_OIDC_CLIENT_ID: 'signIn.oidc.clientId',
  CNF_OIDC_CLIENT_SECRET: 'signIn.oidc.clientSecret',
  CNF_OIDC_CLIENT_SECRET_FILE: 'signIn.oidc.clientSecretFile',
  CNF_OIDC_SCOPES: 'signIn.oidc.scopes',
  CNF_OIDC_USERNAME_CLAIM: 'signIn.oidc.usernameClaim',
  CNF_OIDC_USERNAME_PREFIX: 'signIn.oidc.usernamePrefix',
  CNF_OIDC_GROUPS_CLAIM: 'signIn.oidc.groupsClaim',
  CNF_OIDC_GROUPS_PREFIX: 'signIn.oidc.groupsPrefix',
  CNF_OIDC_CA_FILE: 'signIn.oidc.caFile',
  CNF_OIDC_LABEL: 'signIn.oidc.label',
  CNF_PROXY_ADDRESSES: 'signIn.proxy.addresses',
  CNF_PROXY_USER_HEADER: 'signIn.proxy.userHeader',
  CNF_PROXY_GROUPS_HEADER: 'signIn.proxy.groupsHeader',
  CNF_PROXY_SYSTEM_NAMES: 'signIn.proxy.systemNames',
  CNF_SESSION_SECRET: 'session.secrets',
  CNF_SESSION_SECRET_FILE: 'session.secretFiles',
  CNF_SESSION_IDLE: 'session.idle',
  CNF_SESSION_ABSOLUTE: 'session.absolute',
  CNF_SESSION_SIGN_OUTS: 'session.signOuts',
};

/** Variables that begin so and are not known are a mistake. Others are not: Kubernetes adds `CNF_CONSOLE_PORT` and the like. */
export const ownPrefixes = /^CNF_(SIGN|OIDC|PROXY|SESSION|PUBLIC|TRUSTED|METRICS|CONFIG|CONTEXT|NAMESPACE)/;
