import { z } from 'zod';
import { workloadKinds } from '#lib/domain/kubernetes.ts';

/** RFC 1123 label: namespaces and containers. */
export const labelName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be a lower-case RFC 1123 label: a-z, 0-9 and "-"');

/** RFC 1123 subdomain: most object names. */
export const objectName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and "."',
  );

export const workloadKind = z.enum(workloadKinds);

export const namespaced = z.object({ namespace: labelName, name: objectName });
export const functionParams = z.object({ namespace: labelName, kind: workloadKind, name: objectName });

export const noParams = z.object({});
export const noQuery = z.object({});

/** RFC 3339. */
export const time = z.iso.datetime({ offset: true });
