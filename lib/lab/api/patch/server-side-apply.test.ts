import { describe, expect, it } from 'vitest';
import type { LabObject } from '../object.ts';
import { applyConfiguration, recordUpdate } from './server-side-apply.ts';

const writer = (manager: string) => ({ manager, apiVersion: 'apps/v1', now: new Date(0) });
const deployment = (spec: object): LabObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'waf' },
  spec,
});
const bare = deployment({});

describe('server-side apply', () => {
  it('removes what its manager no longer sends, and leaves what others manage', () => {
    const first = applyConfiguration(bare, deployment({ replicas: 3, paused: true }), writer('ci'), false);
    const shared = applyConfiguration(first, deployment({ paused: true }), writer('other'), false);
    const second = applyConfiguration(shared, deployment({}), writer('ci'), false);
    expect(second.spec).toEqual({ paused: true });
  });

  it('names the manager and the field of a conflict, and takes the field by force', () => {
    const first = applyConfiguration(bare, deployment({ replicas: 3 }), writer('ci'), false);
    expect(() => applyConfiguration(first, deployment({ replicas: 5 }), writer('me'), false)).toThrow(
      'Apply failed with 1 conflict: conflict with "ci": .spec.replicas',
    );
    const forced = applyConfiguration(first, deployment({ replicas: 5 }), writer('me'), true);
    expect(forced.spec).toEqual({ replicas: 5 });
    expect(forced.metadata.managedFields?.map((entry) => entry.manager)).toEqual(['me']);
  });

  it('gives a field to the last who updated it', () => {
    const first = applyConfiguration(bare, deployment({ replicas: 3 }), writer('ci'), false);
    const scaled = recordUpdate(first, { ...first, spec: { replicas: 4 } }, writer('kubectl'));
    expect(scaled.metadata.managedFields).toMatchObject([
      { manager: 'kubectl', operation: 'Update', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
    ]);
    expect(() => applyConfiguration(scaled, deployment({ replicas: 3 }), writer('ci'), false)).toThrow(
      'conflict with "kubectl" using apps/v1: .spec.replicas',
    );
  });

  it('knows containers by name and ports by number and protocol', () => {
    const containers = (image: string) => ({
      template: { spec: { containers: [{ name: 'waf', image, ports: [{ containerPort: 80 }] }] } },
    });
    const live = deployment({
      template: {
        spec: {
          containers: [
            { name: 'waf', image: 'v1', ports: [{ containerPort: 80, protocol: 'TCP' }] },
            { name: 'injected', image: 'x' },
          ],
        },
      },
    });
    const applied = applyConfiguration(live, deployment(containers('v2')), writer('ci'), false);
    expect(applied.spec).toEqual({
      template: {
        spec: {
          containers: [
            { name: 'waf', image: 'v2', ports: [{ containerPort: 80, protocol: 'TCP' }] },
            { name: 'injected', image: 'x' },
          ],
        },
      },
    });
    const gone = applyConfiguration(applied, deployment({}), writer('ci'), false);
    expect(gone.spec).toEqual({ template: { spec: { containers: [{ name: 'injected', image: 'x' }] } } });
  });
});
