import type { LabelSelector } from '../kubernetes.ts';

type Labels = Readonly<Record<string, string>> | undefined;

/**
 * Whether a label selector selects an object with these labels. No selector selects nothing, an empty one everything,
 * an operator that is not known nothing.
 * Source: k8s.io/apimachinery pkg/apis/meta/v1/helpers.go `LabelSelectorAsSelector` and pkg/labels/selector.go
 * `Requirement.Matches`, v0.34 (`NotIn` and `DoesNotExist` hold where the key is absent).
 */
export function matches(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (!selector) return false;
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labelValue(labels, key) === value) &&
    (selector.matchExpressions ?? []).every((e) => holds(e, labels))
  );
}

/**
 * Whether a Service's plain selector selects these labels. An empty or absent one selects nothing: such a Service has
 * its endpoints written by somebody else.
 * Source: pkg/controller/endpoint/endpoints_controller.go, v1.34.
 */
export function selects(selector: Readonly<Record<string, string>> | undefined, labels: Labels): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labelValue(labels, key) === value);
}

function labelValue(labels: Labels, key: string): string | undefined {
  return labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function holds(
  { key, operator, values = [] }: { key: string; operator: string; values?: string[] },
  labels: Labels,
): boolean {
  const value = labelValue(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
