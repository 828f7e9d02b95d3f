'use client';
import clsx from 'clsx';
import { useSearchParams } from 'next/navigation';
import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useHiddenKinds } from '#lib/client/use-freshness.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { wallPages } from '#lib/domain/wall/layout.ts';
import { readWallOptions } from './options.ts';
import { StaleScreen } from './stale-screen.tsx';
import { wallSubjects } from './subjects.ts';
import { useFreezes } from './use-freezes.ts';
import { useHeightEm } from './use-height-em.ts';
import { usePixelShift } from './use-pixel-shift.ts';
import { useReloadOnNewBuild } from './use-reload-on-new-build.ts';
import { useTroubleSound } from './use-trouble-sound.ts';
import { useTurn } from './use-turn.ts';
import { useWallFreshness } from './use-wall-freshness.ts';
import { useWallTheme } from './use-wall-theme.ts';
import { WallFoot } from './wall-foot.tsx';
import { type DisplayName, WallHead } from './wall-head.tsx';
import { WallSection } from './wall-section.tsx';

/** Everything on one screen, for a room: no scrolling, no pointer, trouble first, and never old without saying so. */
export function Wall({ display }: { display: DisplayName | null }) {
  const t = useTranslations('wall');
  const titles = useTranslations('shell.titles');
  const params = useSearchParams();
  const { options, ignored } = useMemo(() => readWallOptions(new URLSearchParams(params)), [params]);
  const chains = useRows('chains');
  const functions = useRows('functions');
  const alerts = useRows('alerts');
  const freshness = useWallFreshness();
  const freezes = useFreezes();
  const subjects = useMemo(
    () => wallSubjects(chains.list, functions.rows, freezes, alerts.list, options),
    [chains.list, functions.rows, freezes, alerts.list, options],
  );
  const main = useRef<HTMLElement>(null);
  const heightEm = useHeightEm(main);
  const pages = useMemo(() => wallPages(subjects, heightEm), [subjects, heightEm]);
  const turn = useTurn(pages.length, options.page);
  const shift = usePixelShift();
  useReloadOnNewBuild();
  useWallTheme(options.theme);
  const page = pages[turn] ?? pages[0];
  const hidden = useHiddenKinds();
  const loaded = chains.loaded && functions.loaded;
  const sound = useTroubleSound(subjects, loaded, options.sound);

  return (
    <div
      lang={options.language ?? undefined}
      data-freshness={freshness.state}
      className="fixed inset-0 overflow-hidden bg-ground text-text"
      style={{
        colorScheme: options.theme,
        fontSize: 'max(min(100vh / 45, 100vw / 60), 9px)',
        lineHeight: 1.25,
      }}
    >
      <div
        className={clsx(
          'flex h-full flex-col gap-[0.4em] p-[0.6em]',
          freshness.state === 'stale' && 'saturate-[0.25]',
        )}
        style={{ transform: `translate(${shift.x}px, ${shift.y}px)` }}
      >
        <WallHead
          display={display}
          subjects={subjects}
          loaded={loaded}
          partial={hidden.length > 0}
          page={turn}
          pages={pages.length}
          options={options}
        />
        <main ref={main} className="flex min-h-0 flex-1 flex-col gap-[0.4em]">
          <h1 className="sr-only">{titles('wall')}</h1>
          {loaded && subjects.length === 0 && (
            <p className="m-auto text-center text-[1.6em] text-muted">
              {hidden.length > 0
                ? t('hidden', { kinds: hidden.join(', ') })
                : options.chains.length + options.namespaces.length > 0
                  ? t('nothingOfThese', { names: [...options.chains, ...options.namespaces].join(', ') })
                  : t('nothingYet')}
            </p>
          )}
          {loaded && page && (
            <>
              <WallSection section={page.troubled} scale={page.scale} label={t('troubled')} first />
              <WallSection
                section={page.calm}
                scale={page.scale}
                label={t('calm')}
                first={page.troubled.items.length === 0}
              />
            </>
          )}
          {!loaded && <p className="m-auto text-[1.6em] text-muted">{t('loading')}</p>}
        </main>
        <WallFoot
          options={options}
          freezes={freezes}
          notes={[
            ...(hidden.length > 0 && subjects.length > 0 ? [t('hidden', { kinds: hidden.join(', ') })] : []),
            ...sound,
            ...ignored.map((what) => t('ignored', { what })),
          ]}
        />
      </div>
      {freshness.state === 'stale' && <StaleScreen freshness={freshness} options={options} />}
    </div>
  );
}
