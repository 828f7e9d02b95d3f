import type { Connection } from './connection.ts';
import { codeOf, requestJson } from './request.ts';
import { record, text } from './trim/wire.ts';

export interface ProbeOptions {
  connection: Connection;
  /** The API server answers: `version` is its gitVersion, null where it may not be read. */
  onAnswer(version: string | null): void;
  /** It does not: one sentence. */
  onSilence(reason: string): void;
  intervalMs?: number;
  limitMs?: number;
}

const downIntervalMs = 750;

/**
 * Asks the API server for its version every 2 s, with 3 s to answer. Watches alone do not show that it is gone: a kind that
 * does not change is silent anyway, and a paused process keeps its connections open. So silence is known after 5 s at most.
 */
export function startProbe(options: ProbeOptions): { stop(): void } {
  const { connection, intervalMs = 2_000, limitMs = 3_000 } = options;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const ask = async () => {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(limitMs)]);
    const answer = await requestJson(connection, '/version', { signal });
    if (stopping.signal.aborted) return;
    // Whoever refuses answers.
    const code = answer.ok ? 200 : codeOf(answer.fault);
    const alive = code !== null && code < 500 && code !== 429;
    if (alive) options.onAnswer(answer.ok ? (text(record(answer.value).gitVersion) ?? null) : null);
    else if (!answer.ok)
      options.onSilence(
        signal.aborted
          ? `The API server ${connection.info.server} has not answered for ${limitMs / 1000} s.`
          : answer.fault.detail,
      );
    timer = setTimeout(ask, alive ? intervalMs : downIntervalMs);
  };
  void ask();

  return {
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}
