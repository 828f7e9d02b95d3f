import type { Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type ExecRequest, type ExecResult, execInPod } from './exec.ts';

/**
 * frr-reload.py takes a regular file that is not empty, and hands its name to a vtysh of its own, for which `/dev/stdin` is
 * another file, and an empty one. So the text goes into anonymous memory (memfd_create(2)), which both can open by the path of
 * frr-reload's process. Nothing is written in the container. Python is there where frr-reload.py can run at all.
 */
const feed = `import os,sys
program=sys.argv[2]
if not os.path.isfile(program): sys.exit(91)
left=int(sys.argv[1])
file=os.memfd_create("frr.conf",0)
while left>0:
    part=os.read(0,min(left,65536))
    if not part: sys.exit(90)
    left-=len(part)
    while part: part=part[os.write(file,part):]
os.execv(program,sys.argv[2:]+["/proc/%d/fd/%d"%(os.getpid(),file)])
`;
const reloader = '/usr/lib/frr/frr-reload.py';

/** Everything that is run in a pod about a configuration; the text is on standard input, never among the words. */
const programs = {
  /** Parses by the grammar of that build; asks no daemon. */
  check: {
    words: () => ['vtysh', '-C', '-f', '/dev/stdin'],
    input: 'by-head',
    label: 'vtysh -C',
    timeoutMs: 20_000,
  },
  /** What would have to be deleted and added to get from what runs to the text. */
  compare: {
    words: (bytes: number) => [
      'python3',
      '-c',
      feed,
      String(bytes),
      reloader,
      '--test',
      '--log-level',
      'error',
    ],
    input: 'counted',
    label: 'frr-reload.py --test',
    timeoutMs: 60_000,
  },
  /** Does it. The log says every command that was carried out. */
  reload: {
    words: (bytes: number) => ['python3', '-c', feed, String(bytes), reloader, '--reload', '--stdout'],
    input: 'counted',
    label: 'frr-reload.py --reload',
    timeoutMs: 180_000,
  },
} as const satisfies Record<
  string,
  Pick<ExecRequest, 'timeoutMs' | 'input' | 'label'> & { words: (bytes: number) => readonly string[] }
>;

export type FrrProgram = keyof typeof programs;

/** Runs one of the programs in a container with a text. Faults as of `execInPod`; after a 401 it is tried once more. */
export async function runFrr(
  connection: Connection,
  target: Pick<ExecRequest, 'namespace' | 'pod' | 'container'>,
  program: FrrProgram,
  text: string,
): Promise<Result<ExecResult>> {
  const { words, input, label, timeoutMs } = programs[program];
  const command = words(Buffer.byteLength(text));
  const request = { ...target, command, label, stdin: text, input, timeoutMs, maxBytes: 2 * 1_048_576 };
  const first = await execInPod(connection.config(), request);
  // A reload that may have begun is not begun again.
  if (first.ok || first.fault.kind !== 'unauthenticated' || program === 'reload') return first;
  connection.renew();
  return execInPod(connection.config(), request);
}
