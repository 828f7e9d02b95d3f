import type { LiveAnswer, LiveKind } from '#lib/contracts/live.ts';
import type { PodDetail } from '#lib/contracts/pods.ts';
import type { CommandEnd } from '#lib/domain/frr/commands.ts';
import { compareInterfaces } from '#lib/domain/network/compare-interfaces.ts';
import { execRefusal } from '#lib/domain/pod/exec-refusal.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { isNoSuchProgram } from '#lib/kube/exec-outcome.ts';
import { containerCandidates } from './container-choice.ts';
import { type LiveCommand, liveCommands, type Run } from './live-commands.ts';

export type LivePod = Pick<PodDetail, 'namespace' | 'name' | 'uid' | 'containers' | 'interfaces' | 'path'>;

export interface LiveReaderOptions {
  exec: (
    target: { namespace: string; pod: string; container: string },
    command: readonly string[],
  ) => Promise<Result<CommandEnd>>;
  now: () => Date;
  /** Milliseconds for which everybody gets the same answer. */
  shareMs?: number;
  /** Commands that run in one pod at the same time. */
  perPod?: number;
}

const maxRawCharacters = 65_536;

/** Reads in pods for one identity: however many ask for the same, it is read once and shared for a short while. */
export function createLiveReader({ exec, now, shareMs = 2_000, perPod = 2 }: LiveReaderOptions) {
  const shared = new Map<string, Promise<Result<LiveAnswer>>>();
  const turns = createTurns(perPod);

  async function read(pod: LivePod, what: LiveKind): Promise<Result<LiveAnswer>> {
    const command: LiveCommand = liveCommands[what];
    const candidates = containerCandidates(pod.containers, command.program);
    if (candidates.length === 0)
      return fail(
        'refused',
        `No container of ${pod.name} runs now.`,
        execRefusal('nothing-running', { pod: pod.name }),
      );
    const without: string[] = [];
    for (const { name: container, routing } of candidates) {
      const outputs: LiveAnswer['outputs'] = [];
      const run: Run = async (words) => {
        const target = { namespace: pod.namespace, pod: pod.name, container };
        const end = await turns(pod.uid, () => exec(target, words));
        if (end.ok) outputs.push(outputOf(words, end.value));
        return end;
      };
      const result = await command.read(run, { routing });
      if (!result.ok && isNoSuchProgram(result.fault)) {
        without.push(container);
        continue;
      }
      if (!result.ok) return result;
      const { value, problems } = result.value;
      const hostNetwork = pod.path.out.some(({ how }) => how === 'host-network');
      const compares = value.interfaces && !hostNetwork;
      return ok({
        what,
        namespace: pod.namespace,
        pod: pod.name,
        container,
        containersWithout: without,
        containerNote: noteOf(command.program, without, container),
        at: now().toISOString(),
        problem: problems.length > 0 ? problems.join('; ') : null,
        interfaces: null,
        comparison: compares ? compareInterfaces(pod.interfaces, value.interfaces ?? []) : null,
        routes: null,
        routeSummary: null,
        sessions: null,
        version: null,
        daemons: null,
        ...value,
        outputs,
      });
    }
    const containers = without.join(', ');
    return fail(
      'refused',
      `No container of ${pod.name} has \`${command.program}\`: ${containers}.`,
      execRefusal('none-has-program', { pod: pod.name, program: command.program, containers }),
    );
  }

  return {
    read(pod: LivePod, what: LiveKind): Promise<Result<LiveAnswer>> {
      const key = `${pod.uid} ${what}`;
      const known = shared.get(key);
      if (known) return known;
      const answer = read(pod, what);
      shared.set(key, answer);
      const forget = () => setTimeout(() => shared.delete(key), shareMs).unref();
      answer.then(forget, forget);
      return answer;
    },
  };
}

function noteOf(program: string, without: string[], container: string): string | null {
  if (without.length === 0) return null;
  const shares = program === 'ip' ? ', which shares the network namespace' : '';
  return `${without.join(', ')} has no \`${program}\`; read in ${container}${shares}.`;
}

function outputOf(words: readonly string[], end: CommandEnd): LiveAnswer['outputs'][number] {
  const text = [end.stdout, end.stderr].filter((part) => part !== '').join('\n');
  return {
    command: words.map((word) => (/^[\w./-]+$/.test(word) ? word : `'${word}'`)).join(' '),
    text: text.slice(0, maxRawCharacters),
    exitCode: end.exitCode,
    truncated: end.truncated || text.length > maxRawCharacters,
  };
}

/** Lets at most `limit` tasks of one key run at once, in the order they came. */
function createTurns(limit: number) {
  const lines = new Map<string, { active: number; waiting: (() => void)[] }>();
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const line = lines.get(key) ?? { active: 0, waiting: [] };
    lines.set(key, line);
    if (line.active >= limit) await new Promise<void>((go) => line.waiting.push(go));
    else line.active += 1;
    try {
      return await task();
    } finally {
      const next = line.waiting.shift();
      // The turn is handed on, so nobody can step in between.
      if (next) next();
      else if (--line.active === 0) lines.delete(key);
    }
  };
}
