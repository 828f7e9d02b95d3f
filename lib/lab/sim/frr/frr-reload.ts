import type { CommandOutput } from './command-output.ts';
import { emptyTree, parseTree, TreeReader } from './config-tree.ts';
import { checkConfig, majorOf } from './grammar/check.ts';
import type { FrrMesh } from './mesh.ts';
import { type DeltaEntry, deltaOf, entryText } from './reload-delta.ts';
import type { Router } from './router.ts';
import { daemonOf, withoutDefaults } from './running-config.ts';
import { runningConfig } from './show-running.ts';

export interface ReloadSite {
  router: Router;
  mesh: FrrMesh;
  now: number;
  readFile: (path: string) => string | undefined;
  /** `vtysh write`. */
  write: () => CommandOutput;
}

interface Options {
  reload: boolean;
  test: boolean;
  stdout: boolean;
  /** Without `--log-level error`. */
  verbose: boolean;
  overwrite: boolean;
  input: string | undefined;
  confdir: string;
  filename: string;
}

function optionsOf(args: readonly string[]): Options | string {
  const options: Options = {
    reload: false,
    test: false,
    stdout: false,
    verbose: true,
    overwrite: false,
    input: undefined,
    confdir: '/etc/frr',
    filename: '',
  };
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--reload') options.reload = true;
    else if (arg === '--test') options.test = true;
    else if (arg === '--stdout') options.stdout = true;
    else if (arg === '--overwrite') options.overwrite = true;
    else if (arg === '--debug') continue;
    else if (arg === '--input') options.input = args[++index];
    else if (arg === '--confdir') options.confdir = args[++index] ?? '';
    else if (arg === '--log-level') options.verbose = ['debug', 'info'].includes(args[++index] ?? '');
    else if (/^--(?:bindir|rundir|log-level|vty_socket|daemon)$/.test(arg)) index += 1;
    else if (arg.startsWith('-')) return `unrecognized arguments: ${arg}`;
    else options.filename = arg;
  }
  if (options.reload === options.test)
    return options.reload
      ? 'argument --test: not allowed with argument --reload'
      : 'one of the arguments --reload --test is required';
  return options.filename === '' ? 'the following arguments are required: filename' : options;
}

/** `/usr/lib/frr/frr-reload.py`: what the running configuration lacks and has too much, and, with --reload, the change. */
export function frrReload(args: readonly string[], site: ReloadSite): CommandOutput {
  const options = optionsOf(args);
  if (typeof options === 'string')
    return {
      stdout: '',
      stderr: `usage: frr-reload.py [-h] [--input INPUT] (--reload | --test) [--debug] [--stdout] filename\nfrr-reload.py: error: ${options}\n`,
      code: 2,
    };
  const { router } = site;
  const { version } = router;
  const clock = `${new Date(site.now).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',')}`;
  let stdout = '';
  const info = (text: string) => {
    if (options.stdout && options.verbose) stdout += `${clock}  INFO: ${text}\n`;
  };
  const error = (text: string) => `${clock} \u001b[91m  ERROR\u001b[0m: ${text}\n`;
  const text = options.filename.startsWith('/dev/') ? undefined : site.readFile(options.filename);
  if (text === undefined)
    return { stdout: error(`Filename ${options.filename} does not exist`), stderr: '', code: 1 };
  const said = (value: string | undefined) => (value === undefined ? 'None' : `'${value}'`);
  const yes = (value: boolean) => (value ? 'True' : 'False');
  info(
    `Called via "Namespace(input=${said(options.input)}, reload=${yes(options.reload)}, test=${yes(options.test)}, debug=False, log_level='info', stdout=True, pathspace=None, filename='${options.filename}', overwrite=${yes(options.overwrite)}, bindir='/usr/bin', confdir='${options.confdir}', rundir='/var/run/frr', vty_socket=None, daemon='', test_reset=False)"`,
  );
  info(`Loading Config object from file ${options.filename}`);
  const { code, stderr } = checkConfig(text, version);
  if (code !== 0) {
    const bytes = stderr.replaceAll(/\[\d+\]: /g, ': ').replace(/Configuration file.*\n/, '');
    stdout += error(
      `vtysh failed to process new configuration: vtysh (mark file) exited with status ${code}:\nb'${bytes.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}\\n'`,
    );
    if (options.reload) return { stdout, stderr: '', code: 1 };
  }
  const major = majorOf(version);
  const wanted = code === 0 ? withoutDefaults(parseTree(text, major)) : emptyTree();
  const before = options.input === undefined ? runningConfig(router) : site.readFile(options.input);
  info(
    `Loading Config object from ${options.input === undefined ? 'vtysh show running' : `file ${options.input}`}`,
  );
  const delta = deltaOf(parseTree(before ?? '', major), wanted, version);
  for (const line of delta.stay) info(`"${line}" cannot be removed`);
  const printed = (entries: readonly DeltaEntry[]) =>
    entries.map((entry) => `${entryText(entry, version)}\n`).join('');
  if (options.test) {
    const heading = (title: string) => `\n${title}\n${'='.repeat(title.length)}\n`;
    if (delta.remove.length > 0) stdout += heading('Lines To Delete') + printed(delta.remove);
    if (delta.add.length > 0) stdout += heading('Lines To Add') + printed(delta.add);
    return { stdout, stderr: '', code: code === 0 ? 0 : 1 };
  }
  const tree = structuredClone(router.tree);
  for (const entry of delta.remove) {
    apply(tree, entry, router, major);
    info(`Executed "${entryText(entry, version).replaceAll('\n', ' ')}"`);
  }
  for (const entry of delta.add) apply(tree, entry, router, major);
  if (delta.add.length > 0)
    info(
      `/var/run/frr/reload-${site.now.toString(36).slice(-6).toUpperCase()}.txt content\n[${delta.add
        .map((entry) => `'${entryText(entry, version).replaceAll("'", "\\'").replaceAll('\n', '\\n')}\\n'`)
        .join(',\n ')}]`,
    );
  site.mesh.configure(router.key, withoutDefaults(tree));
  if (options.filename === `${options.confdir}/frr.conf`) return { stdout, stderr: '', code: 0 };
  const written = site.write();
  if (written.code === 0) return { stdout, stderr: '', code: 0 };
  const place = major >= 10 ? '83' : '98';
  return {
    stdout,
    stderr: `Traceback (most recent call last):\n  File "/usr/lib/frr/frr-reload.py", line ${major >= 10 ? 2419 : 2215}, in <module>\n    vtysh("write")\n  File "/usr/lib/frr/frr-reload.py", line ${place}, in __call__\n    raise VtyshException(\nVtyshException: vtysh returned status 1 for command "write"\n`,
    code: 1,
  };
}

function apply(tree: Router['tree'], { path, line }: DeltaEntry, { dead }: Router, major: number): void {
  const daemon = daemonOf(path[0] ?? line?.replace(/^no /, '') ?? '');
  if (daemon !== undefined && dead.includes(daemon)) return;
  const reader = new TreeReader(tree, major);
  for (const text of [...path, ...(line === undefined ? [] : [line])]) reader.read(text);
}
