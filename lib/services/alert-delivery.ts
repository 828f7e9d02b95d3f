import type { AlertReceiver } from '#lib/domain/alert/receiver.ts';

/** How it stands with one receiver; times are RFC 3339. */
export interface ReceiverState extends Pick<AlertReceiver, 'name' | 'format'> {
  /** Why the last try failed; null where it did not. */
  problem: string | null;
  failingSince: string | null;
  deliveredAt: string | null;
  /** Alerts that wait to be delivered. */
  waiting: number;
}

export interface DeliveryState {
  /** `self`: this replica sends; `other`: another does; `nobody`: why is in `problem`. */
  sender: 'self' | 'other' | 'nobody';
  problem: string | null;
  receivers: ReceiverState[];
}

// Next.js has a copy of this module in each route; who sends is one.
const place = Symbol.for('cnf-console.alert-delivery');
const shared = globalThis as { [place]?: DeliveryState };

export function showDelivery(state: DeliveryState): void {
  shared[place] = state;
}

/** Null where alerts are sent to nobody. */
export const deliveryState = (): DeliveryState | null => shared[place] ?? null;
