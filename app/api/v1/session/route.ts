import { getSession, signIn, signOut } from '#lib/contracts/session.ts';
import { handle } from '#lib/http/handle.ts';
import { getSession as session } from '#lib/services/get-session.ts';
import { signIn as open } from '#lib/services/sign-in.ts';
import { signOut as end } from '#lib/services/sign-out.ts';

export const GET = handle(getSession, session);
export const POST = handle(signIn, open);
export const DELETE = handle(signOut, end);
