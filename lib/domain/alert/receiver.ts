import type { Severity } from './alert.ts';

export const receiverFormats = ['json', 'slack', 'alertmanager'] as const;
export type ReceiverFormat = (typeof receiverFormats)[number];

/** Where alerts are sent. `url` and `token` are secrets: neither is logged, shown or told in a fault. */
export interface AlertReceiver {
  name: string;
  format: ReceiverFormat;
  url: string;
  /** Sent as a bearer token; null for none. */
  token: string | null;
  /** Nothing less severe is sent. */
  least: Severity;
  /** These namespaces alone; null for all, and for what is in none. */
  namespaces: readonly string[] | null;
  /** Seconds after which an alert that nobody has acknowledged is sent again. */
  repeat: number;
  language: 'en' | 'ja';
}
