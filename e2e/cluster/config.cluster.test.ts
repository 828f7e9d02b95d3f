import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import type { ConfigApplied, EditConflict } from '#lib/contracts/config-acts.ts';
import type { ConfigCheck, PodDelta } from '#lib/contracts/config-check.ts';
import type { Config } from '#lib/contracts/configs.ts';
import type { PodDrift } from '#lib/domain/config/config-view.ts';
import { type Running, startRunning } from '#lib/live/running.ts';
import { configApi, established, kubectl, twoRouters } from './config-stage.ts';

const namespace = `frrconf-${process.pid}`;
const first = 100 + (process.pid % 20) * 2;
const stage = twoRouters(namespace, first);
const ask = configApi(namespace);
const operator = noCluster ? '' : (sibling(kubeconfig, 'operator') ?? kubeconfig);
let running: Running;

const key = 'frr.conf';
const vtysh = (pod: string, command: string): string =>
  kubectl(['exec', '-n', namespace, pod, '--', 'vtysh', '-c', command]);
const read = async (name: string) => (await ask<Config>('GET', name)).body;
const peer = () =>
  Object.values(
    (
      JSON.parse(vtysh('old-0', 'show bgp summary json')) as {
        ipv4Unicast?: { peers: Record<string, { state: string; peerUptimeMsec: number }> };
      }
    ).ipv4Unicast?.peers ?? {},
  )[0];

describe.skipIf(noCluster)('a configuration on a real cluster', () => {
  beforeAll(async () => {
    kubectl(['apply', '-f', '-'], stage.manifest);
    for (const name of ['old', 'new'])
      kubectl(['rollout', 'status', '-n', namespace, `statefulset/${name}`, '--timeout=50s']);
    const started = await startRunning({ kubeconfig: operator, namespaces: [namespace] });
    if (!started.ok) throw new Error(started.fault.detail);
    running = started.value;
    await established(() => peer()?.state);
    await eventually(
      'both ConfigMaps',
      async () => ((await read('old')).data && (await read('new')).pods?.[0]?.running ? true : undefined),
      30,
    );
  });

  afterAll(async () => {
    await running?.stop();
    kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  describe('the check', () => {
    const faults = `router bgp 65001
 neighbor 192.0.2.2 remote-ass 65002
 bgp gracef
exit
router
`;

    it.each(['old', 'new'])('%s refuses three faults at their lines, in its own words', async (name) => {
      const { body } = await ask<ConfigCheck>('POST', name, 'check', { key, text: faults });
      expect(body.ok).toBe(false);
      expect(body.checkedWith).toContain(name === 'old' ? 'vtysh 8.4.4 in old-0' : 'vtysh 10.3 in new-0');
      const said = body.problems.filter(({ source }) => source === 'vtysh');
      expect(said.map(({ line, message }) => [line, message])).toEqual([
        [2, '% Unknown command: neighbor 192.0.2.2 remote-ass 65002'],
        [3, '% Ambiguous command: bgp gracef'],
        [5, '% Command incomplete: router'],
      ]);
    });

    it('a line that only 10.3 knows is refused by 8.4.4 alone', async () => {
      const text = 'router bgp 65001 as-notation dot+\n neighbor 192.0.2.2 remote-as 65002\nexit\n';
      const old = await ask<ConfigCheck>('POST', 'old', 'check', { key, text });
      expect(
        old.body.problems
          .filter(({ source }) => source === 'vtysh')
          .map(({ line, consequenceOf }) => [line, consequenceOf]),
      ).toEqual([
        [1, null],
        [2, 1],
      ]);
      expect((await ask<ConfigCheck>('POST', 'new', 'check', { key, text })).body.ok).toBe(true);
    });

    it.each([
      [
        'shell metacharacters',
        'hostname `touch /tmp/hostile`\nhostname $(touch /tmp/hostile);touch /tmp/hostile\n',
      ],
      [
        'a quote and a newline',
        'router bgp 1\n neighbor 192.0.2.2 description "\'; touch /tmp/hostile\nexit\n',
      ],
      ['CRLF', 'hostname r1\r\nrouter bgp 65001\r\nexit\r\n'],
      ['tabs', '\trouter bgp 65001\n\t\tneighbor 192.0.2.2 remote-as 65002\n'],
      ['a NUL', 'hostname a\0b\n'],
      ['not UTF-8', 'hostname a\ufffdb\n'],
      ['a command that writes a file', 'output file /tmp/hostile\n'],
      ['the same, abbreviated', 'o f /tmp/hostile\n'],
      ['one in a context', 'router bgp 1\n outp file /tmp/hostile\nexit\n'],
      ['out of the configuration, then write', 'exit\nwrite file\ncopy /etc/passwd running-config\n'],
      ['out of the configuration, then a program', 'exit\nping 127.0.0.1\n'],
      [
        'a line of 9,000 characters',
        `router bgp 1\n neighbor 192.0.2.2 description ${'x'.repeat(9000)}\nexit\n`,
      ],
      ['a megabyte', `router bgp 1\n${' neighbor 192.0.2.2 remote-as 65002\n'.repeat(28_000)}exit\n`],
    ])('of %s, nothing but the check happens', async (_what, text) => {
      const before = vtysh('old-0', 'show running-config');
      for (const verb of ['check', 'diff'])
        expect((await ask('POST', 'old', verb, { key, text })).status).toBe(200);
      const files = kubectl(['exec', '-n', namespace, 'old-0', '--', 'sh', '-c', 'ls /tmp /etc/frr']);
      expect(files).not.toContain('hostile');
      expect(vtysh('old-0', 'show running-config')).toBe(before);
    });
  });

  describe('the difference', () => {
    it('is FRR’s own, with what is no change set apart', async () => {
      const text = stage.old
        .replace(
          ' timers connect 2\n',
          ` timers connect 2\n neighbor 192.168.201.${first + 1} description to-new\n`,
        )
        .replace('0/26\n', '0/26\n  network 203.0.113.128/26\n');
      const { body } = await ask<{ pods: PodDelta[]; added: number; effect: string }>('POST', 'old', 'diff', {
        key,
        text,
      });
      expect(body.added).toBe(2);
      expect(body.effect).toBe('live');
      const [pod] = body.pods;
      expect(pod?.delete).toEqual([]);
      expect(pod?.add.map(({ line, code }) => [line, code])).toEqual([
        [`neighbor 192.168.201.${first + 1} description to-new`, 'description'],
        ['network 203.0.113.128/26', 'network'],
      ]);
      expect(pod?.phantom.delete.join()).toContain('hostname');
    });

    it('of an invalid text is never shown', async () => {
      const { body } = await ask<{ pods: PodDelta[] }>('POST', 'old', 'diff', {
        key,
        text: `${stage.old}foo bar\n`,
      });
      expect(body.pods[0]).toMatchObject({ state: 'invalid', code: 'invalid', delete: [], add: [] });
      expect(body.pods[0]?.detail).toContain('Unknown command: foo bar');
    });
  });

  describe('storing', () => {
    it('refuses what FRR refuses', async () => {
      const { resourceVersion } = await read('old');
      const { status, body } = await ask('PUT', 'old', '', { data: { [key]: 'foo bar\n' }, resourceVersion });
      expect(status).toBe(422);
      expect(body).toMatchObject({
        reason: { code: 'config-invalid', params: { line: 1, version: '8.4.4' } },
      });
    });

    it('keeps other keys and fields, and who and why; restores what was before', async () => {
      const { resourceVersion } = await read('new');
      const text = stage.new.replace('timers 3 9', 'timers 4 12');
      const applied = await ask<ConfigApplied>('PUT', 'new', '', {
        data: { [key]: text },
        resourceVersion,
        reason: 'slower',
      });
      expect(applied.status).toBe(200);
      const stored = JSON.parse(kubectl(['get', 'configmap', '-n', namespace, 'new', '-o', 'json'])) as {
        data: Record<string, string>;
        metadata: { labels: Record<string, string> };
      };
      expect(stored.metadata.labels).toEqual({ kept: 'yes' });
      expect(Object.keys(stored.data).sort()).toEqual(['daemons', key, 'vtysh.conf']);
      const items = await eventually('its history', async () => {
        const list = (await read('new')).history;
        return list.length >= 2 ? list : undefined;
      });
      expect(items.map(({ how, why, current }) => [how, why, current])).toEqual([
        ['applied', 'slower', true],
        ['first', null, false],
      ]);
      const restored = await ask<ConfigApplied>('POST', 'new', 'restore', {
        revision: 1,
        resourceVersion: applied.body.resourceVersion,
      });
      expect(restored.status).toBe(200);
      expect(kubectl(['get', 'configmap', '-n', namespace, 'new', '-o', 'jsonpath={.data.frr\\.conf}'])).toBe(
        stage.new,
      );
    });

    it('restores nothing that FRR refuses, unless that is asked for', async () => {
      const edit = async (text: string) => {
        const { resourceVersion } = await read('new');
        return ask<ConfigApplied>('PUT', 'new', '', {
          data: { [key]: text },
          resourceVersion,
          unchecked: true,
        });
      };
      const broken = await edit('foo bar\n');
      const mended = await edit(stage.new);
      const back = { revision: broken.body.revision, resourceVersion: mended.body.resourceVersion };
      const revisionsSeen = async () => {
        const { history } = await read('new');
        return history.some(({ revision }) => revision === broken.body.revision) ? true : undefined;
      };
      await eventually('the broken text in the history', revisionsSeen);
      const refused = await ask('POST', 'new', 'restore', back);
      expect(refused.status).toBe(422);
      expect(refused.body).toMatchObject({
        reason: { code: 'config-invalid', params: { line: 1, version: '10.3' } },
      });
      const dry = await ask('POST', 'new', 'restore', { ...back, unchecked: true, dryRun: true });
      expect(dry.status).toBe(200);
    });

    it('shows what was changed with kubectl, and by whom', async () => {
      kubectl([
        'patch',
        'configmap',
        '-n',
        namespace,
        'new',
        '--type=merge',
        '-p',
        JSON.stringify({ data: { note: 'by hand' } }),
      ]);
      const [newest] = await eventually(
        'the change',
        async () => {
          const { body } = await ask<{ items: { how: string; manager: string | null }[] }>(
            'GET',
            'new',
            'history',
          );
          return body.items[0]?.how === 'outside' ? body.items : undefined;
        },
        30,
      );
      expect(newest?.manager).toMatch(/kubectl/);
    });

    it('of two who edit other lines both stay; of the same lines neither is lost', async () => {
      const { resourceVersion, data } = await read('new');
      const base = data?.[key] ?? '';
      const mine = base.replace('timers connect 2', 'timers connect 3');
      expect((await ask('PUT', 'new', '', { data: { [key]: mine }, resourceVersion })).status).toBe(200);
      const theirs = base.replace('hostname new', 'hostname newer');
      const other = await ask<{ conflict: EditConflict }>('PUT', 'new', '', {
        data: { [key]: theirs },
        resourceVersion,
        base: { [key]: base },
      });
      expect(other.status).toBe(409);
      const { conflict } = other.body;
      expect(conflict.clean).toBe(true);
      expect(conflict.keys[0]?.merge.text).toContain('timers connect 3');
      expect(conflict.keys[0]?.merge.text).toContain('hostname newer');
      const same = await ask<{ conflict: EditConflict }>('PUT', 'new', '', {
        data: { [key]: base.replace('timers connect 2', 'timers connect 9') },
        resourceVersion,
        base: { [key]: base },
      });
      expect(same.status).toBe(409);
      expect(same.body.conflict.clean).toBe(false);
      expect(same.body.conflict.keys[0]?.merge.text).toMatch(
        /<<<<<<< yours[\s\S]*connect 9[\s\S]*connect 2[\s\S]*connect 3[\s\S]*>>>>>>> theirs/,
      );
    });

    it('takes a text of nearly a mebibyte with the one that was read, and refuses a longer one with its size', async () => {
      const { metadata, data } = JSON.parse(
        kubectl(['get', 'configmap', '-n', namespace, 'new', '-o', 'json']),
      ) as { metadata: { resourceVersion: string }; data: Record<string, string> };
      let at = { resourceVersion: metadata.resourceVersion, base: { notes: data.notes ?? null } };
      // What was stored is the next one's base: the console itself may not have seen it yet.
      const notes = async (text: string) => {
        const answer = await ask<ConfigApplied>('PUT', 'new', '', { data: { notes: text }, ...at });
        if (answer.status === 200)
          at = { resourceVersion: answer.body.resourceVersion, base: { notes: text } };
        return answer;
      };
      const text = `${'\tdescription "a customer"\n'.repeat(40_000)}`;
      expect((await notes(text)).status).toBe(200);
      const edited = await notes(text.replace('customer', 'Customer'));
      expect(edited.status, JSON.stringify(edited.body)).toBe(200);
      const { status, body } = await notes(text + text.slice(0, 100_000));
      expect([status, body]).toMatchObject([422, { reason: { code: 'config-too-large' } }]);
      expect((await notes('short\n')).status).toBe(200);
    });

    it('loses none of 200 edits that come at once', async () => {
      const lines = Array.from({ length: 200 }, (_, n) => `line-${n}: before\nbetween ${n} and ${n + 1}`);
      kubectl(['create', 'configmap', '-n', namespace, 'many', `--from-literal=notes=${lines.join('\n')}\n`]);
      const patch = {
        spec: { template: { spec: { volumes: [{ name: 'many', configMap: { name: 'many' } }] } } },
      };
      kubectl(['patch', 'statefulset', '-n', namespace, 'new', '-p', JSON.stringify(patch)]);
      const { resourceVersion, data } = await eventually(
        'the ConfigMap',
        async () => {
          const { status, body } = await ask<Config>('GET', 'many');
          return status === 200 && body.data ? body : undefined;
        },
        60,
      );
      const base = data ?? {};
      const answers = await Promise.all(
        lines.map((line) =>
          ask('PUT', 'many', '', {
            data: { notes: base.notes?.replace(line, line.replace('before', 'after')) },
            resourceVersion,
            base,
            merge: true,
          }),
        ),
      );
      const stored = kubectl(['get', 'configmap', '-n', namespace, 'many', '-o', 'jsonpath={.data.notes}']);
      const done = answers.filter(({ status }) => status === 200).length;
      expect(done).toBeGreaterThan(0);
      expect(stored.split('\n').filter((line) => line.endsWith('after'))).toHaveLength(done);
      expect(
        answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409),
      ).toEqual([]);
    });
  });

  describe('the proof', () => {
    it('says what does not run yet, and nothing where it does', async () => {
      const text = stage.old.replace('0/26\n', '0/26\n  network 203.0.113.128/26\n');
      const { resourceVersion } = await read('old');
      await ask('PUT', 'old', '', { data: { [key]: text }, resourceVersion });
      const drift = await eventually('the drift', async () => {
        const { body } = await ask<{ items: PodDrift[] }>('GET', 'old', 'drift');
        return body.items[0]?.state === 'different' ? body.items[0] : undefined;
      });
      expect(drift.missing).toEqual([
        'router bgp 65001 › address-family ipv4 unicast › network 203.0.113.128/26',
      ]);
      expect(drift.extra).toEqual([]);
    });
  });
});
