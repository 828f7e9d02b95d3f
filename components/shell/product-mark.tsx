/** Three functions on one wire. */
export function ProductMark() {
  return (
    <svg viewBox="0 0 26 18" aria-hidden="true" className="h-4.5 w-6.5 text-accent">
      <path d="M0 9h26" className="stroke-current" strokeWidth="1.5" />
      <rect x="2.5" y="4" width="6" height="10" rx="1" className="fill-current" />
      <rect x="10.5" y="1" width="6" height="16" rx="1" className="fill-current" />
      <rect
        x="18.5"
        y="4"
        width="6"
        height="10"
        rx="1"
        className="fill-surface stroke-current"
        strokeWidth="1.5"
      />
    </svg>
  );
}
