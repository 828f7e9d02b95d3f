import type { SignInMethod } from './caller.ts';
import type { OidcSettings } from './oidc-settings.ts';
import type { SignOutsPlace } from './sign-outs.ts';

/** A trusted proxy that authenticates and tells who asks by headers. */
export interface ProxySettings {
  /** Addresses and CIDR blocks from which the headers are believed. */
  addresses: readonly string[];
  /** Lower case. */
  userHeader: string;
  /** Lower case; its value is a list separated by commas. */
  groupsHeader: string;
  /** Names beginning with `system:` that may be impersonated all the same. */
  systemNames: readonly string[];
}

/** How people come in, and how long that holds. */
export interface SignInSettings {
  /** `none` alone, or any of the others. */
  methods: readonly SignInMethod[];
  /** What people open, without a path; null where only the loopback address is served. */
  publicUrl: URL | null;
  /** Addresses and CIDR blocks of proxies whose `X-Forwarded-For` is believed, for counting attempts. */
  trustedProxies: readonly string[];
  session: {
    /** The first seals, all unseal. */
    secrets: readonly string[];
    /** Made at this start: sessions end when the console does. */
    generated: boolean;
    idleSeconds: number;
    absoluteSeconds: number;
    /** Where replicas tell each other who signed out; null where each keeps that for itself. */
    signOuts: SignOutsPlace | null;
  };
  oidc: OidcSettings | null;
  proxy: ProxySettings | null;
  /** Whether `/metrics` is for everybody. */
  openMetrics: boolean;
}

/** Local use: whoever reaches the loopback address acts as the kubeconfig's user. */
export const withoutSignIn: SignInSettings = {
  methods: ['none'],
  publicUrl: null,
  trustedProxies: [],
  session: { secrets: [], generated: false, idleSeconds: 1_800, absoluteSeconds: 43_200, signOuts: null },
  oidc: null,
  proxy: null,
  openMetrics: true,
};

/** Whether nobody needs to sign in. */
export const isOpen = ({ methods }: SignInSettings): boolean => methods.includes('none');
