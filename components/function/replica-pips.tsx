import clsx from 'clsx';

/** More than these would be a bar nobody counts; the numbers stand beside it anyway. */
const most = 12;

/** One light a pod, like the ports of a switch: filled when ready, hollow when not, dashed where one is missing. */
export function ReplicaPips(props: {
  replicas: number;
  ready: number;
  missing?: number;
  className?: string;
}) {
  const total = props.replicas + (props.missing ?? 0);
  if (total === 0 || total > most) return null;
  return (
    <span aria-hidden="true" className={clsx('inline-flex gap-[3px]', props.className)}>
      {Array.from({ length: total }, (_, index) => index).map((index) => (
        <span
          key={`pip-${index}`}
          className={clsx(
            'h-3 w-2 rounded-[1px] border',
            index < props.ready
              ? 'border-ok-solid bg-ok-solid'
              : index < props.replicas
                ? 'border-down-solid bg-transparent'
                : 'border-dashed border-line-strong bg-transparent',
          )}
        />
      ))}
    </span>
  );
}
