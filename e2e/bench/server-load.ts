import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'undici';

/** Resident memory of a process in MB; NaN where the system does not tell. */
export function residentMegabytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return Number.NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) / 1024;
}

/** CPU time that a process has used so far, in seconds (100 ticks a second on Linux). */
export function cpuSeconds(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Opens streams of the console as browsers do, compressed, and throws the bytes away. */
export async function openStreams(
  url: string,
  count: number,
): Promise<{ bytes(): number; close(): Promise<void> }> {
  const agent = new Agent({ bodyTimeout: 0 });
  let bytes = 0;
  for (let number = 0; number < count; number += 1) {
    const { statusCode, body } = await request(`${url}/api/v1/stream?scope=pods`, {
      dispatcher: agent,
      headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip' },
    });
    if (statusCode !== 200) throw new Error(`stream ${number}: ${statusCode}`);
    body.on('error', () => undefined);
    body.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
  }
  return { bytes: () => bytes, close: () => agent.destroy() };
}

interface AuditEvent {
  stage: string;
  verb: string;
  user: { username: string };
  requestReceivedTimestamp: string;
  stageTimestamp: string;
}

/**
 * The most watches that a user had open at one of the moments, by the API server's audit log, which tells of a watch
 * when it ends: ask when all have ended. Undefined where there is no log to read.
 */
export function watchesOpenAt(log: string, user: string, moments: readonly Date[]): number | undefined {
  if (!existsSync(log)) return undefined;
  const watches = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"verb":"watch"') && line.includes(user))
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter((event) => event.user.username === user && event.stage === 'ResponseComplete')
    .map((event) => ({
      from: Date.parse(event.requestReceivedTimestamp),
      to: Date.parse(event.stageTimestamp),
    }));
  const openAt = (moment: number) => watches.filter(({ from, to }) => from <= moment && to > moment).length;
  return Math.max(...moments.map((moment) => openAt(moment.getTime())));
}
