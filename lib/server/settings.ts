import { z } from 'zod';
import { fail, ok, type Result } from '#lib/domain/result.ts';

const name = z.string().min(1).max(253);

const environment = z.object({
  PORT: z.coerce
    .number({ error: 'must be a port number from 0 to 65535' })
    .int('must be a port number from 0 to 65535')
    .min(0, 'must be a port number from 0 to 65535')
    .max(65_535, 'must be a port number from 0 to 65535')
    .default(3000),
  HOST: z.string().min(1, 'must name an address, as 127.0.0.1').default('localhost'),
  KUBECONFIG: z.string().min(1).optional(),
  CNF_CONTEXT: name.optional(),
  CNF_NAMESPACES: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .optional(),
});

/** What an operator can set, by environment variables. */
export interface Settings {
  /** TCP port; 0 lets the system choose. */
  port: number;
  host: string;
  /** Path, or several joined as KUBECONFIG joins them; absent for kubectl's own default. */
  kubeconfig?: string;
  /** The kubeconfig's context; absent for its current one. */
  context?: string;
  /** Namespaces to watch where neither all pods nor the list of namespaces may be read. */
  namespaces?: string[];
}

/** The settings, or one sentence that names the variable and the remedy. Empty variables count as absent. */
export function readSettings(env: Record<string, string | undefined>): Result<Settings> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(
      'malformed',
      `${issue?.path.join('.') ?? 'environment'} ${issue?.message ?? 'cannot be read'}.`,
    );
  }
  const { PORT, HOST, KUBECONFIG, CNF_CONTEXT, CNF_NAMESPACES } = parsed.data;
  if (!isLoopback(HOST))
    return fail(
      'refused',
      `HOST=${HOST} is not a loopback address, and no sign-in method is configured: whoever reached it would act as your kubeconfig's user. Use HOST=127.0.0.1 and an SSH tunnel.`,
    );
  return ok({
    port: PORT,
    host: HOST,
    ...(KUBECONFIG !== undefined && { kubeconfig: KUBECONFIG }),
    ...(CNF_CONTEXT !== undefined && { context: CNF_CONTEXT }),
    ...(CNF_NAMESPACES !== undefined && { namespaces: CNF_NAMESPACES }),
  });
}

/** 127.0.0.0/8, ::1 and localhost (RFC 1122, RFC 4291, RFC 6761). */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}
