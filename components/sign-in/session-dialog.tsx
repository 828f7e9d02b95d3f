'use client';
import clsx from 'clsx';
import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { tellSignIn } from '#lib/client/sign-in.ts';
import { withoutSheet } from '../action/use-sheet.ts';
import { Button } from '../ui/button.tsx';
import { OidcWindow } from './oidc-window.tsx';
import { ProblemNote } from './problem-note.tsx';
import { leave, useSession } from './session-provider.tsx';
import { TokenForm } from './token-form.tsx';
import { usePauseInTyping } from './use-pause-in-typing.ts';
import { problemOf } from './words.ts';

/**
 * Over the page when its session has ended: the page stays as it is, with all that was typed, and one signs in again here. It
 * is covered, unless a credential simply ran out while somebody worked. It waits for a pause of who is typing.
 */
export function SessionDialog() {
  const { ended, other, session } = useSession();
  const due = usePauseInTyping(Boolean(other ?? ended));
  if (due === 'no') return null;
  if (other) return <SomebodyElse before={session?.user ?? ''} now={other.user} />;
  return ended ? <SignInAgain takesKeys={due === 'in-pause'} /> : null;
}

function SignInAgain({ takesKeys }: { takesKeys: boolean }) {
  const t = useTranslations('signIn');
  const { ended, methods, oidc, goOn, look } = useSession();
  const field = useRef<HTMLInputElement>(null);
  if (!ended) return null;
  const problem = problemOf(ended);
  const byToken = methods.includes('token');
  return (
    <Over
      title={t('ended.title')}
      covers={problem.code !== 'session-expired'}
      focus={takesKeys ? (oidc ? 'first' : field) : 'none'}
    >
      <ProblemNote calm problem={problem} />
      <p className="text-sm">{byToken || oidc ? t('ended.kept') : t('ended.proxy')}</p>
      {oidc && <OidcWindow label={oidc.label} />}
      {byToken && (
        <TokenForm
          field={field}
          submit={t('token.again')}
          onSignedIn={(session) => {
            tellSignIn(session);
            goOn(session);
          }}
        />
      )}
      {!byToken && !oidc && <Button onClick={() => void look()}>{t('ended.retry')}</Button>}
      <footer className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
        <span className="text-xs text-muted">{problem.code !== 'session-expired' && t('ended.hidden')}</span>
        <Button size="sm" look="ghost" onClick={() => leave(problem.code)}>
          {t('ended.leave')}
        </Button>
      </footer>
    </Over>
  );
}

/** The page opens anew, without the sheet that the one before had open. */
function SomebodyElse({ before, now }: { before: string; now: string }) {
  const t = useTranslations('signIn.ended');
  return (
    <Over title={t('other')} covers focus="none">
      <p className="text-sm [overflow-wrap:anywhere]">{t('otherText', { before, now })}</p>
      <Button
        look="primary"
        className="max-w-full"
        onClick={() => location.replace(withoutSheet(location.href))}
      >
        <span className="truncate">{t('reload', { now })}</span>
      </Button>
    </Over>
  );
}

/** A dialog that is over when somebody is signed in, and not before. */
function Over(props: {
  title: string;
  covers: boolean;
  /** What has the focus in it: nothing where whoever types would answer it without having read it. */
  focus: 'none' | 'first' | { current: HTMLElement | null };
  children: ReactNode;
}) {
  const before = useRef<Element | null>(null);
  const content = useRef<HTMLDivElement>(null);
  const stay = (event: Event) => event.preventDefault();
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Overlay className={clsx('fixed inset-0 z-50', props.covers ? 'bg-ground' : 'bg-[#0009]')} />
        <Dialog.Content
          ref={content}
          aria-describedby={undefined}
          onEscapeKeyDown={stay}
          onInteractOutside={stay}
          onOpenAutoFocus={(event) => {
            before.current = document.activeElement;
            if (props.focus === 'first') return;
            event.preventDefault();
            if (props.focus === 'none') content.current?.focus();
            else props.focus.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus();
          }}
          className="fixed left-1/2 top-[10vh] z-50 max-h-[86vh] w-[min(30rem,calc(100vw-1.5rem))] -translate-x-1/2 space-y-4 overflow-auto rounded-lg border border-line-strong bg-raised p-4 shadow-pop"
        >
          <Dialog.Title className="text-lg font-semibold">{props.title}</Dialog.Title>
          {props.children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
