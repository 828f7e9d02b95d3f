import { listAlerts } from '#lib/contracts/alerts.ts';
import { handle } from '#lib/http/handle.ts';
import { listAlerts as verb } from '#lib/services/list-alerts.ts';

export const GET = handle(listAlerts, verb);
