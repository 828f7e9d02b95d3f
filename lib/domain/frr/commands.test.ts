import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CommandEnd, commandProblem, endOfEach, routingCommands, vtyshEach } from './commands.ts';

const shows = Object.values(routingCommands).map(({ show }) => show);
const end = (stdout: string, more: Partial<CommandEnd> = {}): CommandEnd => ({
  stdout,
  stderr: '',
  exitCode: 0,
  truncated: false,
  ...more,
});

/** Lines as FRR prints them, among them ones that look like an announcement and are none. */
const line = fc.oneof(
  fc.string().map((text) => text.replaceAll('\n', ' ')),
  fc.constantFrom(...shows, '"desc":"r# show bfd peers json",', ''),
);
const output = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));

test('each command has what it printed, whatever the host is called', () => {
  const hostname = fc.string({ maxLength: 10 }).map((text) => text.replaceAll('\n', ' '));
  fc.assert(
    fc.property(hostname, fc.tuple(output, output, output, output), (name, outputs) => {
      const stdout = outputs.map((text, index) => `${name}# ${shows[index]}\n${text}`).join('\n');
      expect(endOfEach(shows, end(stdout)).map((one) => one.stdout)).toEqual(outputs);
    }),
  );
});

test('the one that failed is the last, with the words of vtysh; the ones before it are well', () => {
  const stdout = `r# ${shows[0]}\n{}\nr# ${shows[1]}\n`;
  const ends = endOfEach(shows, end(stdout, { exitCode: 1, stderr: 'ospfd is not running\n' }));
  expect(ends.map(commandProblem)).toEqual([null, 'ospfd is not running']);
});

test('where the output was cut, so is the last that is in it', () => {
  const ends = endOfEach(shows, end(`r# ${shows[0]}\n{}\nr# ${shows[1]}\n{"a"`, { truncated: true }));
  expect(ends.map(({ truncated }) => truncated)).toEqual([false, true]);
});

test('a vtysh that could not begin has said so to every command', () => {
  const failed = end('', { exitCode: 1, stderr: 'Exiting: failed to connect to any daemons.\n' });
  expect(endOfEach(shows, failed)).toEqual(shows.map(() => failed));
});

test('is one vtysh', () => {
  expect(vtyshEach(['show version', 'show daemons'])).toEqual([
    'vtysh',
    '-E',
    '-c',
    'show version',
    '-c',
    'show daemons',
  ]);
});
