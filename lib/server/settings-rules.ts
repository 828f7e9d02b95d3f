import { type Fault, fail } from '#lib/domain/result.ts';
import { isLoopback } from './loopback.ts';
import type { RawSettings } from './settings-schema.ts';

const wrong = (detail: string): { ok: false; fault: Fault } => fail('malformed', detail);

/** What each setting allows, and all of them together do not. */
export function contradiction(
  { server, signIn, session }: RawSettings,
  methods: readonly string[],
): { ok: false; fault: Fault } | null {
  const { host } = server;
  const open = methods.includes('none');
  const publicUrl = server.publicUrl === undefined ? null : new URL(server.publicUrl);
  if (methods.length === 0) return wrong('CNF_SIGN_IN must be none, or any of token, oidc and proxy.');
  if (open && methods.length > 1)
    return wrong('CNF_SIGN_IN has none beside other methods: whoever came would need no sign-in. Choose.');
  if (open && !isLoopback(host))
    return fail(
      'refused',
      `HOST=${host} is not a loopback address, and no sign-in method is configured: whoever reached it would act as your kubeconfig's user. Use HOST=127.0.0.1 and an SSH tunnel, or set CNF_SIGN_IN (docs/sign-in.md).`,
    );
  if (open && publicUrl)
    return fail(
      'refused',
      "CNF_PUBLIC_URL is set, and no sign-in method is configured: whoever reached it would act as your kubeconfig's user. Set CNF_SIGN_IN (docs/sign-in.md).",
    );
  if (!open && !publicUrl && !isLoopback(host))
    return wrong(
      `HOST=${host} needs CNF_PUBLIC_URL, the address people open, as https://console.example.net: cookies and checks against forged requests depend on it.`,
    );
  if (publicUrl && publicUrl.protocol !== 'https:' && !isLoopback(publicUrl.hostname))
    return wrong(
      `CNF_PUBLIC_URL=${publicUrl.origin} must be https: credentials would go over the network in the clear. Put a proxy that ends TLS before the console.`,
    );
  if (methods.includes('oidc') && !signIn.oidc)
    return wrong(
      'CNF_SIGN_IN has oidc: set CNF_OIDC_ISSUER and CNF_OIDC_CLIENT_ID (or signIn.oidc in the file).',
    );
  if (methods.includes('oidc') && !publicUrl)
    return wrong('CNF_SIGN_IN has oidc: set CNF_PUBLIC_URL, where the provider sends people back to.');
  if (methods.includes('proxy') && !signIn.proxy)
    return wrong('CNF_SIGN_IN has proxy: set CNF_PROXY_ADDRESSES to the addresses it comes from.');
  if (session.idle > session.absolute)
    return wrong('CNF_SESSION_IDLE is longer than CNF_SESSION_ABSOLUTE: shorten it.');
  if (session.signOuts !== undefined && !session.secrets?.length && !session.secretFiles?.length)
    return wrong(
      'CNF_SESSION_SIGN_OUTS is set without a secret: sessions end with the process anyway. Set CNF_SESSION_SECRET, the same for all replicas.',
    );
  return null;
}
