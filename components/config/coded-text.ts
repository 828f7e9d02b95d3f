'use client';
import { useTranslations } from 'use-intl';

type Params = Readonly<Record<string, string | number>>;
/** A code of the server's in the page's language; `otherwise` where the page has no text for it. */
type Say = (code: string, params: Params, otherwise?: string) => string;

export function useEffectText(): Say {
  const t = useTranslations('config.effect');
  return (code, params, otherwise = code) => {
    const known = code as 'description';
    return t.has(known) ? t(known, params) : otherwise;
  };
}

export function useUnavailableText(): Say {
  const t = useTranslations('config.unavailable');
  return (code, params, otherwise = code) => {
    const known = code as 'failed';
    return t.has(known) ? t(known, params) : otherwise;
  };
}

export function useNotCheckedText(): Say {
  const t = useTranslations('config.notChecked');
  return (code, params, otherwise = code) => {
    const known = code as 'failed';
    return t.has(known) ? t(known, params) : otherwise;
  };
}

export function useRefusalText(): Say {
  const t = useTranslations('action.refusal');
  return (code, params, otherwise = code) => {
    const known = code as 'being-deleted';
    return t.has(known) ? t(known, { ...params } as never) : otherwise;
  };
}

export function useWarningText(): Say {
  const t = useTranslations('action.warning');
  return (code, params, otherwise = code) => {
    const known = code as 'frozen';
    return t.has(known) ? t(known, { ...params } as never) : otherwise;
  };
}
