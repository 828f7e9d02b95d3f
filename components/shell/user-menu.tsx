'use client';
import clsx from 'clsx';
import { Clock, UserRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { signOut } from '#lib/client/sign-in.ts';
import { useNow } from '#lib/client/use-now.ts';
import { useDates } from '../i18n/use-dates.ts';
import { leave, useSession } from '../sign-in/session-provider.tsx';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';

/** Milliseconds before the end of a credential that cannot be renewed at which the menu says so. */
const soon = 300_000;

/** Who one is, and the way out. */
export function UserMenu() {
  const t = useTranslations('signIn.menu');
  const { session } = useSession();
  const now = useNow();
  if (!session) return null;
  const left = session.until === null ? null : Date.parse(session.until) - now;
  const minutes = left !== null && left > 0 && left <= soon ? Math.ceil(left / 60_000) : null;
  const label = t(session.method === 'none' ? 'local' : 'open', { user: session.user });
  return (
    <Popover
      label={label}
      className="w-80 space-y-3"
      trigger={
        <button
          type="button"
          title={label}
          className={clsx(
            'flex h-8 min-w-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-2 text-xs',
            minutes === null
              ? 'border-transparent text-muted hover:bg-sunken hover:text-text'
              : 'border-degraded-line bg-degraded-soft font-semibold text-degraded',
          )}
        >
          <UserRound aria-hidden="true" className="size-4" />
          <span className="sr-only">{label}</span>
          <span aria-hidden="true" className="hidden max-w-32 truncate xl:inline">
            {session.user}
          </span>
          {minutes !== null && (
            <>
              <Clock aria-hidden="true" className="size-3.5" />
              <span role="status">{t('soon', { minutes })}</span>
            </>
          )}
        </button>
      }
    >
      <Account />
      {minutes !== null && <p className="text-degraded">{t('soonText')}</p>}
      {session.method !== 'none' && session.method !== 'proxy' && <SignOut />}
    </Popover>
  );
}

function Account() {
  const t = useTranslations('signIn.menu');
  const { session } = useSession();
  const dates = useDates();
  const now = useNow();
  if (!session) return null;
  return (
    <dl className="space-y-2">
      <Fact name={t('user')}>
        <span className="font-mono font-semibold">{session.user}</span>
      </Fact>
      <Fact name={t('groups')}>
        {session.groups.length === 0 ? (
          t('noGroups')
        ) : (
          <ul className="max-h-40 overflow-auto font-mono text-xs">
            {session.groups.map((group) => (
              <li key={group}>{group}</li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact name={t('method')}>{t(`by.${session.method}`)}</Fact>
      {session.until && (
        <Fact name={t('until')}>
          {session.idleUntil
            ? t('idle', { time: dates.clock(session.until, now) })
            : dates.clock(session.until, now)}
          {session.renewed && <span className="block text-muted">{t('renewed')}</span>}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function SignOut() {
  const t = useTranslations('signIn.menu');
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  async function end(): Promise<void> {
    setState('busy');
    const answer = await signOut();
    if (!answer.ok) return setState('failed');
    if (answer.value.next) location.replace(answer.value.next);
    else leave('signed-out');
  }
  return (
    <div className="border-t border-line pt-3">
      <Button className="w-full" disabled={state === 'busy'} onClick={() => void end()}>
        {state === 'busy' ? t('signingOut') : t('signOut')}
      </Button>
      <p role="alert" className="mt-1 text-down">
        {state === 'failed' && t('failed')}
      </p>
    </div>
  );
}
