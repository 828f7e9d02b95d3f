import { listDisplayLinks, makeDisplayLink } from '#lib/contracts/display-links.ts';
import { handle } from '#lib/http/handle.ts';
import { listDisplayLinks as list } from '#lib/services/list-display-links.ts';
import { makeDisplayLink as make } from '#lib/services/make-display-link.ts';

export const GET = handle(listDisplayLinks, list);
export const POST = handle(makeDisplayLink, make);
