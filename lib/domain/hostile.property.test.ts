import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { NetworkAttachmentDefinition, Pod } from './kubernetes.ts';
import { annotationLimit, entryLimit } from './network/annotation-json.ts';
import { readDefinition } from './network/definition.ts';
import { podInterfaces } from './network/pod-interfaces.ts';
import { parseNetworkStatus } from './network/reported.ts';
import { parseNetworks } from './network/requested.ts';
import { humanDuration } from './pod/human-duration.ts';
import { podRow } from './pod/pod-row.ts';
import { versionOfImage } from './workload/version.ts';

/**
 * Annotations, labels and configurations are hostile text: whatever they hold nothing throws, nothing grows without
 * bound, and what could not be read is kept as it was written.
 */
const cases = { numRuns: 10_000 };
// Ten thousand pods take their time on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const keys = [
  'name',
  'namespace',
  'interface',
  'ips',
  'mac',
  'mtu',
  'default',
  'default-route',
  'gateway',
  'device-info',
  'type',
  'pci',
  'vdpa',
  'plugins',
  'ipam',
  'ranges',
  'subnet',
  'master',
  'vlan',
  '__proto__',
  'toString',
];
/** JSON that looks like what is expected, with fields of any type. */
const nearlyRight = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
})).value;
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  nearlyRight.map((value) => JSON.stringify(value)),
  nearlyRight.map((value) => JSON.stringify([value])),
  fc.array(fc.stringMatching(/^[a-z0-9/@ -]{0,20}$/)).map((parts) => parts.join(',')),
  fc.tuple(fc.json(), fc.nat(40)).map(([json, at]) => json.slice(0, at)),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[{"name":"<b>x</b>"}]',
    '[',
    '{}',
    '""',
    '[[[]]]',
    '[null]',
    '\u0000',
  ),
);

/** Too large or too deep to be made ten thousand times. */
const monsters = [
  'a,'.repeat(500_000),
  `[${'{"name":"a"},'.repeat(100_000)}{"name":"b"}]`,
  '['.repeat(1_000_000),
  `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  `[${'{"name":'.repeat(30_000)}1${'}'.repeat(30_000)}]`,
  `["${'x'.repeat(1_048_576)}"]`,
  '<html>'.repeat(200_000),
];

const parsers = {
  parseNetworks: (of: string) => parseNetworks(of, 'ns'),
  parseNetworkStatus: (of: string) => parseNetworkStatus(of),
};

describe.each(Object.entries(parsers))('%s', (_name, parse) => {
  const holds = (of: string) => {
    const { items, problems } = parse(of);
    expect(items.length).toBeLessThanOrEqual(entryLimit);
    expect(JSON.stringify(items).length).toBeLessThan(entryLimit * 200_000);
    for (const problem of problems) expect(problem.length).toBeLessThan(2_000);
    // Nothing is passed over in silence: text that says something gives an item or a problem.
    if (of.trim() !== '' && !/^\s*(null|\[\s*\])\s*$/.test(of))
      expect(items.length + problems.length).toBeGreaterThan(0);
  };
  test('holds for any text', () => fc.assert(fc.property(text, holds), cases));
  test.each(monsters.map((m) => [m.slice(0, 12), m.length, m] as const))(
    'holds for %s… of %d characters',
    (_start, _length, of) => holds(of),
  );
});

test.each([
  ['parseNetworks, short', parseNetworks('a,'.repeat(200_000), 'ns')],
  ['parseNetworks, JSON', parseNetworks(`[{"name":"a"}${' '.repeat(annotationLimit)}]`, 'ns')],
  ['parseNetworkStatus', parseNetworkStatus(`[{"name":"a"}${' '.repeat(annotationLimit)}]`)],
])('%s: more than Kubernetes allows is not read, and said to be too much', (_name, { items, problems }) => {
  expect(items).toEqual([]);
  expect(problems).toEqual([expect.stringContaining('more than the 262144 that Kubernetes allows')]);
});

describe('parseNetworks', () => {
  const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
  const item = fc.record({
    namespace: fc.option(label, { nil: undefined }),
    name: label,
    interface: fc.option(fc.stringMatching(/^[a-z0-9.]{1,15}$/), { nil: undefined }),
  });

  test('reads both forms of the same request alike', () => {
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('', ' '),
        (items, space) => {
          const short = items
            .map(
              (i) =>
                `${space}${i.namespace === undefined ? '' : `${i.namespace}/`}${i.name}${i.interface ? `@${i.interface}` : ''}${space}`,
            )
            .join(',');
          const read = parseNetworks(short, 'own');
          expect(read).toEqual(parseNetworks(JSON.stringify(items), 'own'));
          expect(read.problems).toEqual([]);
          expect(read.items.map((i) => i.namespace)).toEqual(items.map((i) => i.namespace ?? 'own'));
        },
      ),
      cases,
    );
  });
});

describe('readDefinition', () => {
  const metadata = {
    name: 'n',
    namespace: 'ns',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  };
  const holds = (config: unknown) => {
    const read = readDefinition({ metadata, spec: { config } });
    if (config === undefined || config === null || config === '') {
      expect(read.unreadable).toBeNull();
      return;
    }
    expect(read.kind === null).toBe(read.problem !== null);
    expect(read.unreadable === null).toBe(read.problem === null);
    if (read.unreadable !== null) {
      const written = typeof config === 'string' ? config : JSON.stringify(config);
      expect(read.unreadable.length).toBeLessThanOrEqual(4096);
      expect(written.startsWith(read.unreadable.slice(0, 4095))).toBe(true);
    }
    expect(read.plugins.length).toBeLessThanOrEqual(entryLimit);
    expect(read.ranges.length).toBeLessThanOrEqual(entryLimit);
  };
  test('holds for any configuration', () =>
    fc.assert(fc.property(fc.oneof(text, fc.jsonValue()), holds), cases));
  test.each(monsters.map((m) => [m.slice(0, 12), m.length, m] as const))(
    'holds for %s… of %d characters',
    (_start, _length, of) => holds(of),
  );
  test('holds for a definition without a spec', () => {
    expect(readDefinition({ metadata }).problem).toBeNull();
  });
});

const podNetwork = { cni: 'unknown', encapsulation: 'unknown', source: null } as const;
const strings = fc.dictionary(
  fc.oneof(
    fc.string(),
    fc.constantFrom('kubectl.kubernetes.io/default-container', 'app.kubernetes.io/part-of', '__proto__'),
  ),
  text,
  { maxKeys: 4 },
);
const pods = fc
  .record({
    annotations: strings,
    networks: fc.option(text, { nil: undefined }),
    status: fc.option(text, { nil: undefined }),
    older: fc.option(text, { nil: undefined }),
    override: fc.option(text, { nil: undefined }),
    labels: strings,
    phase: fc.oneof(fc.constantFrom('Running', 'Pending', 'Failed'), fc.string()),
    message: text,
    image: fc.oneof(fc.string(), fc.constantFrom('a:1', 'frr')),
    time: fc.oneof(fc.string(), fc.constant('2026-01-01T00:00:00Z')),
  })
  .map((of): { pod: Pod; written: Record<string, string> } => {
    const named = {
      'k8s.v1.cni.cncf.io/networks': of.networks,
      'k8s.v1.cni.cncf.io/network-status': of.status,
      'k8s.v1.cni.cncf.io/networks-status': of.older,
      'v1.multus-cni.io/default-network': of.override,
    };
    const written = Object.fromEntries(
      Object.entries(named).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    const container = { name: 'c', image: of.image };
    return {
      written,
      pod: {
        metadata: {
          name: of.message,
          namespace: 'ns',
          uid: 'u',
          resourceVersion: '1',
          creationTimestamp: of.time,
          labels: of.labels,
          annotations: { ...of.annotations, ...written },
        },
        spec: { containers: [container] },
        status: {
          phase: of.phase,
          message: of.message,
          startTime: of.time,
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              reason: of.message,
              message: of.message,
              lastTransitionTime: of.time,
            },
          ],
          containerStatuses: [
            {
              ...container,
              imageID: of.message,
              ready: false,
              restartCount: 1,
              state: { waiting: { reason: of.message, message: of.message } },
              lastState: { terminated: { exitCode: 1, finishedAt: of.time, message: of.message } },
            },
          ],
        },
      },
    };
  });

const definition: NetworkAttachmentDefinition = {
  metadata: {
    name: 'n',
    namespace: 'ns',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { config: '{"type":"bridge"}' },
};

describe('podRow', () => {
  const context = {
    now: new Date('2026-01-01T00:10:00Z'),
    owner: null,
    definition: () => definition,
    definitionsKnown: true,
    podNetwork,
    routing: null,
    warnings: [],
  };
  test('holds for pods with any annotations, labels and messages', () => {
    fc.assert(
      fc.property(pods, ({ pod, written }) => {
        const row = podRow(pod, context);
        expect(JSON.parse(JSON.stringify(row))).toEqual(row);
        for (const reason of row.reasons) expect((reason.message ?? '').length).toBeLessThanOrEqual(1024);
        const { unreadable, reasons } = podInterfaces(pod, context);
        expect(Object.keys(unreadable)).toHaveLength(reasons.length);
        for (const [name, kept] of Object.entries(unreadable))
          expect((written[name] ?? '').startsWith(kept.slice(0, 4095))).toBe(true);
      }),
      cases,
    );
  });
});

describe('versionOfImage', () => {
  const part = fc.stringMatching(/^[a-z0-9]([a-z0-9._-]{0,10}[a-z0-9])?$/);
  const host = fc.oneof(
    fc.constant(''),
    part.map((h) => `${h}.example/`),
    fc.tuple(part, fc.nat(65535)).map(([h, port]) => `${h}:${port}/`),
  );
  const name = fc
    .tuple(host, fc.array(part, { minLength: 1, maxLength: 3 }))
    .map(([h, parts]) => h + parts.join('/'));
  const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,30}$/);
  const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);

  test('is the tag, with or without a digest', () => {
    fc.assert(
      fc.property(name, tag, fc.option(digest), (n, t, d) => {
        expect(versionOfImage(`${n}:${t}${d ? `@${d}` : ''}`)).toBe(t);
      }),
      cases,
    );
  });
  test('is the short digest where there is no tag', () => {
    fc.assert(
      fc.property(name, digest, (n, d) => {
        expect(versionOfImage(`${n}@${d}`)).toBe(d.slice(0, 'sha256:'.length + 12));
      }),
      cases,
    );
  });
  test('is latest where there is neither', () => {
    fc.assert(
      fc.property(name, (n) => {
        expect(versionOfImage(n, `${n}@sha256:${'a'.repeat(64)}`)).toBe('latest');
      }),
      cases,
    );
  });
  test('is some text for anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (image, id) => {
        expect(typeof versionOfImage(image, id)).toBe('string');
      }),
      cases,
    );
  });
});

describe('humanDuration', () => {
  const units = { s: 1, m: 60, h: 3600, d: 86_400, y: 365 * 86_400 } as const;
  /** What a printed duration says at least and at most, in seconds. */
  const bounds = (printed: string): [number, number] => {
    const parts = [...printed.matchAll(/(\d+)([smhdy])/g)].map(([, count, unit]) => ({
      count: Number(count),
      size: units[unit as keyof typeof units],
    }));
    expect(
      parts
        .map((p) => `${p.count}${Object.entries(units).find(([, size]) => size === p.size)?.[0]}`)
        .join(''),
    ).toBe(printed);
    const from = parts.reduce((sum, p) => sum + p.count * p.size, 0);
    return [
      from,
      from +
        (parts.length === 1 && (parts[0]?.size ?? 1) > 1 ? (parts[0]?.size ?? 1) : (parts.at(-1)?.size ?? 1)),
    ];
  };
  test('never says more than has passed, nor a whole last unit less', () => {
    fc.assert(
      fc.property(fc.nat(20 * 365 * 86_400), (seconds) => {
        const [from, to] = bounds(humanDuration(seconds * 1000));
        expect(from).toBeLessThanOrEqual(seconds);
        expect(to).toBeGreaterThan(seconds);
      }),
      cases,
    );
  });
  test('is short text for any number', () => {
    fc.assert(
      fc.property(fc.double(), (n) => {
        expect(humanDuration(n)).toMatch(/^(<invalid>|(\d|\.|e\+)+[smhdy](\d+[smhd])?)$/);
      }),
      cases,
    );
  });
});
