import { describeApi } from '#lib/services/describe-api.ts';

export const GET = () => Response.json(describeApi());
