import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { gatedActions, kindsFor, rightsFor } from '#lib/domain/action/rights.ts';
import { candidates } from '#lib/kube/resources.ts';

const deploy = resolve(import.meta.dirname, '../deploy');

interface Role {
  kind: string;
  metadata: { name: string };
  rules?: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
}

/** Every right that a role gives, as `verb group/resource`. */
function givenBy(file: string, name: string, wanted = 'ClusterRole'): string[] {
  const text = readFileSync(join(deploy, file), 'utf8');
  const roles = parseAllDocuments(text).map((document) => document.toJS() as Role);
  const role = roles.find(({ kind, metadata }) => kind === wanted && metadata.name === name);
  if (role?.rules === undefined) throw new Error(`${file} has no ${wanted} ${name}`);
  return role.rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      verbs.flatMap((verb) =>
        apiGroups.flatMap((group) => resources.map((what) => `${verb} ${group}/${what}`)),
      ),
    )
    .sort();
}

const watched = [
  ...new Set(
    Object.values(candidates)
      .flat()
      .flatMap(({ group, resource }) =>
        ['get', 'list', 'watch'].map((verb) => `${verb} ${group}/${resource}`),
      ),
  ),
].sort();

const needed = new Set(
  gatedActions.flatMap((action) =>
    kindsFor(action).flatMap((kind) =>
      rightsFor(action, { namespace: 'n', ...(kind && { kind }) }).map(
        ({ verb, group, resource, subresource }) =>
          `${verb} ${group}/${resource}${subresource ? `/${subresource}` : ''}`,
      ),
    ),
  ),
);

test('the console reads what it watches, and nothing else', () => {
  expect(givenBy('base/rbac.yaml', 'cnf-console-reader')).toEqual(watched);
  expect(givenBy('base/rbac.yaml', 'cnf-console-sign-in')).toEqual([
    'create authentication.k8s.io/tokenreviews',
    'create authorization.k8s.io/subjectaccessreviews',
  ]);
});

test('a viewer sees what is watched, and logs', () => {
  expect(givenBy('users/viewer.yaml', 'cnf-viewer')).toEqual(
    [...watched, 'get /pods/log', 'get /resourcequotas', 'list /resourcequotas'].sort(),
  );
});

test('an operator may do what the buttons need beside that, and nothing else', () => {
  const seen = givenBy('users/viewer.yaml', 'cnf-viewer');
  const own = [...needed].filter((right) => !seen.includes(right)).sort();
  expect(givenBy('users/operator.yaml', 'cnf-operator')).toEqual(own);
});

test('the console writes one ConfigMap by its own right, which its settings name', () => {
  const file = 'components/sign-in/sign-outs.yaml';
  expect(givenBy(file, 'cnf-console-sign-outs', 'Role')).toEqual(
    ['get', 'list', 'patch', 'watch'].map((verb) => `${verb} /configmaps`),
  );
  expect(readFileSync(join(deploy, file), 'utf8')).toContain('resourceNames: [cnf-console-sign-outs]');
  const settings = readFileSync(join(deploy, 'components/sign-in/settings.yaml'), 'utf8');
  expect(settings).toContain('signOuts: cnf-console/cnf-console-sign-outs');
});

test('only the component for a trusted proxy lets the console act as others', () => {
  expect(givenBy('components/impersonation/rbac.yaml', 'cnf-console-impersonation')).toEqual([
    'impersonate /groups',
    'impersonate /users',
  ]);
});
