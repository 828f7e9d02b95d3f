import { describe, expect, it } from 'vitest';
import { readScript } from './script.ts';

describe('readScript', () => {
  it.each([
    [['true'], 0, 0],
    [['/bin/false'], 0, 1],
    [['sleep', '3'], 3000, 0],
    [['sh', '-c', 'exit 7'], 0, 7],
    [['sh', '-c', 'sleep 1; false; sleep 2; exit'], 3000, 0],
    [['sh', '-c', 'false; exit'], 0, 1],
  ])('tells when and how %j ends', (command, after, code) => {
    expect(readScript(command)?.exit).toEqual({ after, code });
  });

  it('tells what is written, where and when', () => {
    const script = readScript(['sh', '-c', "echo one; sleep 4; echo 'two  three' >&2; exec sleep infinity"]);
    expect(script).toEqual({
      lines: [
        { after: 0, text: 'one', stderr: false },
        { after: 4000, text: 'two  three', stderr: true },
      ],
      exit: undefined,
    });
  });

  it.each([
    [[]],
    [['nginx', '-g', 'daemon off;']],
    [['sh', '-c', 'while :; do sleep 1; done']],
    [['sh', '-c', "trap '' TERM; sleep 5"]],
    [['sh', '-c', 'sleep x']],
    [['sh', 'script.sh']],
  ])('leaves %j to the image', (command) => {
    expect(readScript(command)).toBeUndefined();
  });
});
