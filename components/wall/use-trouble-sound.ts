'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { WallSubject } from './subjects.ts';

const hertz = [880, 660] as const;
const toneSeconds = 0.22;

function chime(context: AudioContext): void {
  for (const [index, frequency] of hertz.entries()) {
    const from = context.currentTime + index * (toneSeconds + 0.04);
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.25, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + toneSeconds);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + toneSeconds);
  }
}

/**
 * Two tones when something goes into trouble that was not in it before. A browser without a kiosk's autoplay policy
 * stays silent until it was touched once: the notes returned say so.
 */
export function useTroubleSound(subjects: readonly WallSubject[], loaded: boolean, on: boolean): string[] {
  const t = useTranslations('wall');
  const context = useRef<AudioContext | null>(null);
  const known = useRef<ReadonlySet<string> | null>(null);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    if (!on) return undefined;
    const made = new AudioContext();
    context.current = made;
    const look = () => setSilent(made.state !== 'running');
    const touch = () => void made.resume();
    made.addEventListener('statechange', look);
    addEventListener('pointerdown', touch);
    look();
    return () => {
      made.removeEventListener('statechange', look);
      removeEventListener('pointerdown', touch);
      context.current = null;
      void made.close();
    };
  }, [on]);
  useEffect(() => {
    if (!loaded) return;
    const down = new Set(
      subjects.filter(({ troubled }) => troubled).map(({ key, health }) => `${key} ${health}`),
    );
    const before = known.current;
    known.current = down;
    // What was there when the wall was opened is not new.
    if (before === null || context.current?.state !== 'running') return;
    if ([...down].some((key) => !before.has(key))) chime(context.current);
  }, [subjects, loaded]);
  return on && silent ? [t('silent')] : [];
}
