import clsx from 'clsx';
import type { ComponentProps } from 'react';

const base =
  'inline-flex select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium disabled:cursor-not-allowed disabled:opacity-55';
const looks = {
  plain: 'border-line bg-raised text-text hover:border-line-strong',
  primary: 'border-accent bg-accent text-on-accent hover:opacity-90',
  ghost: 'border-transparent bg-transparent text-muted hover:bg-sunken hover:text-text',
  danger: 'border-down-line bg-down-soft text-down hover:border-down-solid',
};
const sizes = { sm: 'h-6 px-2 text-xs', md: 'h-8 px-3 text-sm', icon: 'size-8 text-base' };

export type ButtonLook = keyof typeof looks;

/** The classes alone, for a link that looks like a button. */
export function buttonClass(look: ButtonLook = 'plain', size: keyof typeof sizes = 'md'): string {
  return clsx(base, looks[look], sizes[size]);
}

export function Button({
  look = 'plain',
  size = 'md',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: ButtonLook; size?: keyof typeof sizes }) {
  return <button type={type} className={clsx(buttonClass(look, size), className)} {...rest} />;
}
