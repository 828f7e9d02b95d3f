/** How an OpenID Connect provider is reached, and how Kubernetes reads its tokens. */
export interface OidcSettings {
  /** As in Kubernetes' `--oidc-issuer-url`, to the letter. */
  issuer: string;
  /** As in `--oidc-client-id`: the audience of the ID token. */
  clientId: string;
  /** Absent for a public client, which is protected by PKCE alone. */
  clientSecret?: string;
  /** `openid` is asked for in any case. */
  scopes: readonly string[];
  /** As in `--oidc-username-claim`. */
  usernameClaim: string;
  /** As in `--oidc-username-prefix`; absent for Kubernetes' own default, `-` for none. */
  usernamePrefix?: string;
  /** As in `--oidc-groups-claim`; absent where no groups are used. */
  groupsClaim?: string;
  /** As in `--oidc-groups-prefix`. */
  groupsPrefix?: string;
  /** A PEM file with the authority of the provider's certificate, where the system does not know it. */
  caFile?: string;
  /** What the button calls the provider; its host otherwise. */
  label?: string;
}

/** What a sign-in by OpenID Connect is made of. The ID token is what Kubernetes gets. */
export interface OidcTokens {
  idToken: string;
  /** Null where the provider gives none: the session then ends with the ID token. */
  refreshToken: string | null;
}
