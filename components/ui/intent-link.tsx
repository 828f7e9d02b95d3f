'use client';
import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

/**
 * A link that fetches its page ahead when a pointer or the focus comes to it, and not for being in view: at the load of
 * a page that would compete with its own rows.
 */
export function IntentLink(
  props: Omit<ComponentProps<typeof Link>, 'prefetch' | 'onPointerEnter' | 'onFocus'>,
) {
  const [intended, setIntended] = useState(false);
  const intend = () => setIntended(true);
  return <Link prefetch={intended ? null : false} onPointerEnter={intend} onFocus={intend} {...props} />;
}
