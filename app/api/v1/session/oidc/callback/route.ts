import { finishOidc } from '#lib/services/oidc-sign-in.ts';

/** Where the provider sends a browser back to. */
export const GET = finishOidc;
