import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Which folder may import which. A file belongs to the longest folder named here that holds it.
 * Source: the layers in docs/architecture.md.
 */
const mayImport: Record<string, readonly string[]> = {
  'lib/domain': [],
  'lib/contracts': ['lib/domain'],
  'lib/kube': ['lib/domain'],
  'lib/live': ['lib/domain', 'lib/kube', 'lib/contracts'],
  'lib/auth': ['lib/domain', 'lib/kube', 'lib/contracts'],
  'lib/http': ['lib/domain', 'lib/contracts'],
  'lib/services': ['lib/domain', 'lib/kube', 'lib/contracts', 'lib/live', 'lib/auth', 'lib/http'],
  'lib/server': ['lib/domain', 'lib/contracts', 'lib/live', 'lib/auth', 'lib/http'],
  'lib/client': ['lib/domain', 'lib/contracts'],
  'lib/lab': [],
  components: ['lib/domain', 'lib/contracts', 'lib/client'],
  'app/api/v1': ['lib/domain', 'lib/contracts', 'lib/live', 'lib/services', 'lib/auth', 'lib/http'],
  app: [
    'components',
    'lib/domain',
    'lib/contracts',
    'lib/live',
    'lib/services',
    'lib/auth',
    'lib/http',
    'lib/client',
  ],
  scripts: ['lib/domain', 'lib/live', 'lib/services', 'lib/server'],
};

/** Packages that only one layer may know. */
const ownerOf: Record<string, readonly string[]> = {
  '@kubernetes/client-node': ['lib/kube'],
  react: ['app', 'components', 'lib/client'],
  swr: ['app', 'components', 'lib/client'],
  next: ['app', 'components', 'lib/client', 'lib/server'],
};

const root = resolve(import.meta.dirname, '..');

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

const layers = Object.keys(mayImport).sort((a, b) => b.length - a.length);
const layerOf = (file: string): string | undefined => layers.find((layer) => file.startsWith(`${layer}/`));

/** Every module specifier of a file: `from '…'`, `import '…'`, `import('…')`. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^'\n]+)'/g)].flatMap(([, name]) => name ?? []);
}

/** Why an import goes the wrong way, or null. */
function complaint(file: string, specifier: string): string | null {
  const layer = layerOf(file);
  if (!layer) return null;
  if (specifier.startsWith('#') || specifier.startsWith('.')) {
    const target = specifier.startsWith('#')
      ? specifier.slice(1)
      : relative(root, resolve(root, dirname(file), specifier));
    const to = layerOf(target);
    if (!to || to === layer || mayImport[layer]?.includes(to)) return null;
    return `${file} (${layer}) imports ${target} (${to})`;
  }
  const [name] = specifier.match(/^(@[^/]+\/)?[^/]+/) ?? [];
  const owners = name === undefined ? undefined : ownerOf[name];
  return owners && !owners.includes(layer) ? `${file} (${layer}) imports ${name}` : null;
}

test('imports go in the directions that the architecture allows', () => {
  const all = ['lib', 'components', 'app', 'scripts'].flatMap(files);
  // Tests may reach for the lab: it is the cluster they run against.
  const product = all.filter((file) => !file.endsWith('.test.ts'));
  expect(product.length).toBeGreaterThan(50);
  expect(product.flatMap((file) => imports(file).flatMap((name) => complaint(file, name) ?? []))).toEqual([]);
});

test('the rule sees a wrong direction', () => {
  expect(complaint('lib/domain/pod/pod-row.ts', '#lib/kube/config.ts')).toContain('lib/kube');
  expect(complaint('lib/domain/pod/pod-row.ts', '../../live/hub.ts')).toContain('lib/live');
  expect(complaint('lib/live/hub.ts', '@kubernetes/client-node')).toContain('@kubernetes/client-node');
  expect(complaint('lib/services/scale.ts', '#lib/lab/start.ts')).toContain('lib/lab');
  expect(complaint('lib/lab/start.ts', '#lib/domain/result.ts')).toContain('lib/domain');
  expect(complaint('components/shell/shell.tsx', '#lib/client/stream.ts')).toBeNull();
});
