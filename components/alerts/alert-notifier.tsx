'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { newAlerts, type SeenAlerts } from '#lib/client/notify-alerts.ts';
import { useNotifyState } from '#lib/client/notify-choice.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { functionPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { useAlertDetail } from './use-alert-detail.ts';

/** So many are told one by one; more at the same time are one notification. */
const mostAtOnce = 3;

/** Tells of new alerts by the browser's notifications, where that is switched on. */
export function AlertNotifier() {
  const t = useTranslations('alerts');
  const reasons = useTranslations('reason');
  const detail = useAlertDetail();
  const router = useRouter();
  const state = useNotifyState();
  const { loaded, list } = useRows('alerts');
  const seen = useRef<SeenAlerts | null>(null);
  useEffect(() => {
    if (!loaded) return;
    const found = newAlerts(seen.current, list);
    seen.current = found.seen;
    if (state !== 'on' || found.fresh.length === 0) return;
    // The same in every tab: the browser shows what has one tag once.
    const show = (tag: string, title: string, body: string, href: string) => {
      try {
        const told = new Notification(title, { tag, body });
        told.onclick = () => {
          window.focus();
          router.push(href);
          told.close();
        };
      } catch {
        // A phone's browser shows none from a page; the list has them all.
      }
    };
    if (found.fresh.length > mostAtOnce) {
      const names = found.fresh.map(({ name, chain }) => visible(name ?? chain ?? '')).join(', ');
      const tag = found.fresh.map(({ id, firedAt }) => `${id} ${firedAt}`).join();
      show(tag, t('notify.several', { count: found.fresh.length }), names, '/alerts');
      return;
    }
    for (const one of found.fresh) {
      const { id, firedAt, severity, rule, namespace, kind, name, chain } = one;
      const [first] = one.reasons;
      show(
        `${id} ${firedAt} ${severity}`,
        [
          `${t(`severity.${severity}`)}:`,
          visible(name ?? chain ?? ''),
          first ? reasons(first.code) : t(`rule.${rule}`),
        ]
          .filter(Boolean)
          .join(' '),
        [first ? t(`rule.${rule}`) : detail(one), namespace && visible(namespace)]
          .filter(Boolean)
          .join(' – '),
        namespace !== null && kind !== null && name !== null
          ? functionPath({ namespace, kind, name })
          : '/alerts',
      );
    }
  }, [loaded, list, state, t, reasons, detail, router]);
  return null;
}
