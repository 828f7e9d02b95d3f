import { openDisplayLink } from '#lib/contracts/display-links.ts';
import { handle } from '#lib/http/handle.ts';
import { openDisplayLink as verb } from '#lib/services/open-display-link.ts';

export const POST = handle(openDisplayLink, verb);
