import { describe, expect, it } from 'vitest';
import { isDowngrade, repositoryOf } from './image.ts';

describe('images', () => {
  it.each([
    ['quay.io/frrouting/frr:10.3.0', 'quay.io/frrouting/frr'],
    ['registry:5000/team/frr', 'registry:5000/team/frr'],
    ['registry:5000/team/frr:10.3@sha256:ab', 'registry:5000/team/frr'],
  ])('%s is of the repository %s', (image, repository) => {
    expect(repositoryOf(image)).toBe(repository);
  });

  it.each([
    ['frr:8.4.4', 'frr:10.3', false],
    ['frr:10.3', 'frr:8.4.4', true],
    ['waf:v2.24.123', 'waf:v2.25.0', false],
    ['frr:10.3', 'frr:10.3.0', false],
    ['frr:10.3', 'frr:latest', null],
    ['frr@sha256:ab', 'frr:10.3', null],
    ['frr@sha256:12', 'frr:10.3', null],
    ['frr:8.4.4@sha256:12', 'frr:10.3', false],
  ])('from %s to %s', (from, to, expected) => {
    expect(isDowngrade(from, to)).toBe(expected);
  });
});
