import { startOidc } from '#lib/services/oidc-sign-in.ts';

/** A step of a browser on its way to the provider; not for programs. */
export const GET = startOidc;
