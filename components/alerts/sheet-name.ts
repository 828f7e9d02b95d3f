import type { AlertView } from '#lib/domain/alert/alert.ts';

/** What the sheet that acknowledges an alert is called in a page's address. */
export const acknowledgeSheet = ({ id }: Pick<AlertView, 'id'>): string => `acknowledge:${id}`;
