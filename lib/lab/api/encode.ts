import { isRecord, type LabObject, record, text } from './object.ts';
import { groupVersion, type Resource } from './resources.ts';

// Stored objects never change, so that each is turned into JSON once, however many lists and watches send it.
const encoded = new WeakMap<LabObject, string>();
const converted = new WeakMap<LabObject, LabObject>();

/** An object as JSON, as this resource shows it. */
export function encodeObject(resource: Resource, object: LabObject): string {
  const { apiVersion, kind } = shownAs(resource, object);
  return `{"apiVersion":${JSON.stringify(apiVersion)},"kind":${JSON.stringify(kind)},${encodeBare(resource, object).slice(1)}`;
}

/** The same without apiVersion and kind, as Kubernetes lists the items of its own types. */
function encodeBare(resource: Resource, object: LabObject): string {
  const shown = shownAs(resource, object);
  let json = encoded.get(shown);
  if (json === undefined) {
    const { apiVersion: _apiVersion, kind: _kind, ...rest } = shown;
    json = JSON.stringify(rest);
    encoded.set(shown, json);
  }
  return json;
}

/** The object in the group and version of this resource: events are served in two. */
export function shownAs(resource: Resource, object: LabObject): LabObject {
  if (resource.group !== 'events.k8s.io') return object;
  let event = converted.get(object);
  if (event === undefined) {
    event = toNewEvent(object);
    converted.set(object, event);
  }
  return event;
}

/** pkg/apis/events/v1/conversion.go */
function toNewEvent(object: LabObject): LabObject {
  const {
    involvedObject,
    message,
    source,
    firstTimestamp,
    lastTimestamp,
    count,
    reportingComponent,
    ...rest
  } = object;
  return {
    ...rest,
    apiVersion: 'events.k8s.io/v1',
    regarding: involvedObject,
    note: message,
    ...(text(reportingComponent) === '' ? {} : { reportingController: reportingComponent }),
    deprecatedSource: source,
    deprecatedFirstTimestamp: firstTimestamp,
    deprecatedLastTimestamp: lastTimestamp,
    deprecatedCount: count,
  };
}

/** An object as it is stored, from one in the group and version of this resource. */
export function storedForm(resource: Resource, object: LabObject): LabObject {
  if (resource.group !== 'events.k8s.io') return object;
  const {
    regarding,
    note,
    reportingController,
    deprecatedSource,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedCount,
    ...rest
  } = object;
  return {
    ...rest,
    apiVersion: 'v1',
    involvedObject: record(regarding),
    message: note,
    reportingComponent: reportingController ?? '',
    source: isRecord(deprecatedSource) ? deprecatedSource : {},
    firstTimestamp: deprecatedFirstTimestamp ?? null,
    lastTimestamp: deprecatedLastTimestamp ?? null,
    ...(deprecatedCount === undefined ? {} : { count: deprecatedCount }),
  };
}

/** meta.k8s.io PartialObjectMetadata. */
export function partialMetadata(object: LabObject, version: string): Record<string, unknown> {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata: object.metadata };
}

/** A list as JSON. */
export function encodeList(
  resource: Resource,
  objects: LabObject[],
  metadata: Record<string, unknown>,
  form: { as: 'object' } | { as: 'metadata'; version: string },
): string {
  const head =
    form.as === 'object'
      ? { kind: `${resource.kind}List`, apiVersion: groupVersion(resource), metadata }
      : { kind: 'PartialObjectMetadataList', apiVersion: `meta.k8s.io/${form.version}`, metadata };
  const items = objects.map((object) =>
    form.as === 'object'
      ? encodeItem(resource, object)
      : JSON.stringify(partialMetadata(object, form.version)),
  );
  return `${JSON.stringify(head).slice(0, -1)},"items":[${items.join(',')}]}`;
}

/** Items of custom resources say what they are, those of Kubernetes' own types do not. */
function encodeItem(resource: Resource, object: LabObject): string {
  return resource.group === 'k8s.cni.cncf.io' ? encodeObject(resource, object) : encodeBare(resource, object);
}
