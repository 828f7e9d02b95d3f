import type { Clock } from '../clock.ts';
import { type Program, programLines } from './programs.ts';

export interface LogLine {
  /** Milliseconds since the epoch. */
  time: number;
  text: string;
}

interface Run {
  program: Program;
  pod: string;
  startedAt: number;
  endedAt: number | undefined;
  /** Lines that came from something that happened. */
  lines: LogLine[];
}

const kept = 200;

/** What containers have written: lines of what happened, and between them what their program writes all the time. */
export class LogBook {
  private readonly runs = new Map<string, { current?: Run; previous?: Run }>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  start(container: string, pod: string, program: Program): void {
    const { current } = this.runs.get(container) ?? {};
    const run: Run = { program, pod, startedAt: this.clock.now(), endedAt: undefined, lines: [] };
    this.runs.set(container, { current: run, ...(current === undefined ? {} : { previous: current }) });
  }

  write(container: string, text: string): void {
    const run = this.runs.get(container)?.current;
    if (run === undefined) return;
    run.lines.push({ time: this.clock.now(), text });
    if (run.lines.length > kept) run.lines.shift();
  }

  end(container: string): void {
    const run = this.runs.get(container)?.current;
    if (run !== undefined) run.endedAt = this.clock.now();
  }

  isRunning(container: string): boolean {
    const run = this.runs.get(container)?.current;
    return run !== undefined && run.endedAt === undefined;
  }

  forget(container: string): void {
    this.runs.delete(container);
  }

  /** Lines of a container's current or previous run, oldest first, after a time; undefined when there was no such run. */
  read(container: string, previous: boolean, after: number): LogLine[] | undefined {
    const runs = this.runs.get(container);
    const run = previous ? runs?.previous : runs?.current;
    if (run === undefined) return undefined;
    const until = run.endedAt ?? this.clock.now();
    const all = [...programLines(run.program, run.pod, run.startedAt, until, after), ...run.lines];
    return all.filter(({ time }) => time > after).sort((left, right) => left.time - right.time);
  }
}
