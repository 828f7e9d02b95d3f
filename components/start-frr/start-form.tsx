'use client';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import { useArrived } from '../ui/use-arrived.ts';
import type { FieldErrors } from './checked-field.tsx';
import type { Draft } from './draft.ts';
import { PlaceFields } from './place-fields.tsx';
import { NetworkFields, RoutingFields } from './routing-fields.tsx';

export interface FieldsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errors: FieldErrors;
}

/** What somebody says of the FRR that shall run. Enter shows what that would create. */
export function StartForm(props: FieldsProps & { busy: boolean; onPreview: () => void }) {
  const t = useTranslations('startFrr');
  const form = useRef<HTMLFormElement>(null);
  useFirstError(form, props.errors);
  const arrived = useArrived();
  return (
    <form
      ref={form}
      noValidate
      className="min-w-0"
      onSubmit={(event) => {
        event.preventDefault();
        props.onPreview();
      }}
    >
      {/* What is pressed before the program is there would be lost without a word. */}
      <fieldset disabled={!arrived} className="min-w-0 space-y-4">
        <PlaceFields {...props} />
        <NetworkFields {...props} />
        <RoutingFields {...props} />
        <Button type="submit" look="primary" disabled={props.busy}>
          {props.busy ? t('asking') : t('preview')}
        </Button>
      </fieldset>
    </form>
  );
}

/** Where something is at fault, the keyboard is there next. */
function useFirstError(form: RefObject<HTMLFormElement | null>, errors: FieldErrors): void {
  useEffect(() => {
    if (errors.size > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, errors]);
}
