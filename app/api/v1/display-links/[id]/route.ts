import { revokeDisplayLink } from '#lib/contracts/display-links.ts';
import { handle } from '#lib/http/handle.ts';
import { revokeDisplayLink as verb } from '#lib/services/revoke-display-link.ts';

export const DELETE = handle(revokeDisplayLink, verb);
