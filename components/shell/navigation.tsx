'use client';
import clsx from 'clsx';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import type { Health } from '#lib/domain/health.ts';
import { healthOfSeverity } from '../alerts/alert-line.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { IntentLink } from '../ui/intent-link.tsx';
import { useInSight } from '../ui/use-in-sight.ts';
import { type PageId, pages } from './pages.ts';

/** The worst of what needs a person, and how many: shown beside the page that tells more. */
function trouble(list: readonly { health: Health }[]): { health: Health; count: number } | null {
  const down = list.filter((row) => row.health === 'down').length;
  const degraded = list.filter((row) => row.health === 'degraded').length;
  return down + degraded === 0 ? null : { health: down > 0 ? 'down' : 'degraded', count: down + degraded };
}

export function Navigation() {
  const t = useTranslations('shell.nav');
  const pathname = usePathname();
  const row = useInSight<HTMLElement>(pathname, '[aria-current]');
  const chains = useRows('chains');
  const functions = useRows('functions');
  const alerts = useRows('alerts');
  const unattended = alerts.list.filter(({ acknowledged }) => acknowledged === null);
  const counts: Partial<Record<PageId, ReturnType<typeof trouble>>> = {
    chains: trouble(chains.list),
    functions: trouble(functions.list),
    alerts: trouble(unattended.map(({ severity }) => ({ health: healthOfSeverity[severity] }))),
  };
  return (
    <nav ref={row} aria-label={t('label')} className="min-w-0 overflow-x-auto [scrollbar-width:none]">
      <ul className="flex h-full items-stretch">
        {pages.map((page) => {
          const open = page.href === '/' ? pathname === '/' : pathname.startsWith(page.href);
          const count = counts[page.id];
          return (
            <li key={page.id} className="flex">
              <IntentLink
                href={page.href}
                aria-current={open ? 'page' : undefined}
                className={clsx(
                  'flex items-center gap-1.5 whitespace-nowrap border-b-2 px-1.5 pt-0.5 text-sm 2xl:px-2.5 outline-offset-[-2px] hover:text-text',
                  open ? 'border-accent font-semibold text-text' : 'border-transparent text-muted',
                )}
              >
                {t(page.id)}
                {count && (
                  <span className="inline-flex items-center gap-1 text-xs font-semibold text-text">
                    <HealthShape health={count.health} />
                    <span aria-hidden="true">{count.count}</span>
                    <span className="sr-only">{t('trouble', { count: count.count })}</span>
                  </span>
                )}
              </IntentLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
