'use client';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FaultError, sendJson } from '#lib/client/fetcher.ts';
import { useRows } from '#lib/client/use-topic.ts';
import type { MadeDisplayLink } from '#lib/contracts/display-links.ts';
import type { Fault } from '#lib/domain/result.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { FaultPanel } from '../state/fault-panel.tsx';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Select } from '../ui/select.tsx';
import type { DisplayLook } from './display-address.ts';
import { ScopeChoice } from './scope-choice.tsx';

const days = ['1', '7', '30', '90', '365'] as const;
const dayMs = 86_400_000;

/** What one display may show, how and until when. */
export function LinkForm({ onMade }: { onMade: (made: MadeDisplayLink, look: DisplayLook) => void }) {
  const t = useTranslations('displays.form');
  const id = useId();
  const chains = useRows('chains');
  const [name, setName] = useState('');
  const [scope, setScope] = useState<readonly string[]>([]);
  const [lasts, setLasts] = useState<string>('90');
  const [look, setLook] = useState<DisplayLook>({ lang: '', theme: '', tz: '' });
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const [incomplete, setIncomplete] = useState(false);
  const [first] = scope;
  const namespace = first === undefined ? null : (first.split('/')[0] ?? null);
  const why = useMayNot(namespace)('makeDisplayLink');

  async function submit(): Promise<void> {
    const missing = name.trim() === '' || scope.length === 0;
    setIncomplete(missing);
    if (missing || busy) return;
    setBusy(true);
    setFault(null);
    try {
      const made = await sendJson<MadeDisplayLink>('POST', '/api/v1/display-links', {
        name,
        namespaces: scope.filter((one) => !one.includes('/')),
        chains: scope.filter((one) => one.includes('/')),
        until: new Date(Date.now() + Number(lasts) * dayMs).toISOString(),
      });
      if (made) onMade(made, look);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      setFault(error.fault);
    } finally {
      setBusy(false);
    }
  }

  const choose = (key: keyof DisplayLook) => (value: string) => setLook({ ...look, [key]: value });
  return (
    <Panel title={t('title')} className="mb-4">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div>
          <label htmlFor={id} className="mb-1 block text-sm font-semibold">
            {t('name')}
          </label>
          <input
            id={id}
            value={name}
            maxLength={60}
            placeholder={t('nameExample')}
            onChange={(event) => setName(event.target.value)}
            className="h-8 w-full max-w-md rounded-md border border-line bg-raised px-2.5 text-sm"
          />
        </div>
        <ScopeChoice chains={chains.list} chosen={scope} onChange={setScope} />
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          <Select
            showLabel
            label={t('lasts')}
            value={lasts}
            options={days.map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
            onChange={setLasts}
          />
          <Select
            showLabel
            label={t('theme')}
            value={look.theme}
            options={[
              { value: '', label: t('dark') },
              { value: 'light', label: t('light') },
            ]}
            onChange={choose('theme')}
          />
          <Select
            showLabel
            label={t('language')}
            value={look.lang}
            options={[
              { value: '', label: t('browser') },
              { value: 'ja', label: '日本語' },
              { value: 'en', label: 'English' },
            ]}
            onChange={choose('lang')}
          />
          <Select
            showLabel
            label={t('zone')}
            value={look.tz}
            options={[
              { value: '', label: t('ownZone') },
              ...['UTC', 'Asia/Tokyo'].map((value) => ({ value, label: value })),
            ]}
            onChange={choose('tz')}
          />
        </div>
        {incomplete && (
          <p role="alert" className="text-sm text-down">
            {t('incomplete')}
          </p>
        )}
        {fault && <FaultPanel fault={fault} />}
        {why === null ? (
          <Button type="submit" look="primary" disabled={busy}>
            {t('make')}
          </Button>
        ) : (
          <RuleButton why={why}>{t('make')}</RuleButton>
        )}
      </form>
    </Panel>
  );
}
