/** A cluster event that matters to an operator, as the activity list shows it. */
export interface EventView {
  /** The event object's uid. */
  key: string;
  /** RFC 3339, when it was last seen. */
  at: string;
  firstAt: string | null;
  count: number;
  type: 'Normal' | 'Warning' | 'other';
  reason: string;
  message: string;
  namespace: string | null;
  object: { kind: string; name: string };
  /** The function it concerns, as `namespace/kind/name`, where it can be told. */
  function: string | null;
  source: string | null;
}
