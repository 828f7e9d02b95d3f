/**
 * The messages that kubectl sends as protobuf, by the numbers of their fields in k8s.io/api's generated.proto. A type with
 * `?` is a pointer in Go: its zero is meant. What is not here is refused by the decoder, never dropped.
 */
export type FieldType =
  | 'string'
  | 'int'
  | 'int?'
  | 'bool'
  | 'bool?'
  | 'bytes'
  | 'time'
  | 'skip'
  | 'intOrString'
  | 'map'
  | (string & {});

export interface FieldRule {
  name: string;
  /** A scalar, or the name of another message. */
  type: FieldType;
  repeated?: true;
}

// `name:type`, `name:type[]`; the position is the field number, unless `N=` says another.
function message(...fields: string[]): ReadonlyMap<number, FieldRule> {
  let number = 0;
  return new Map(
    fields.map((field) => {
      const [, at, name = '', type = 'string', list] =
        /^(?:(\d+)=)?(\w+)(?::([\w?]+)(\[\])?)?$/.exec(field) ?? [];
      number = at === undefined ? number + 1 : Number(at);
      return [number, { name, type, ...(list ? { repeated: true as const } : {}) }];
    }),
  );
}

const kind = (spec: string) => message('metadata:ObjectMeta', `spec:${spec}`, 'status:skip');

export const messages: Readonly<Record<string, ReadonlyMap<number, FieldRule>>> = {
  ObjectMeta: message(
    'name',
    'generateName',
    'namespace',
    'selfLink',
    'uid',
    'resourceVersion',
    'generation:int',
    'creationTimestamp:time',
    '11=labels:map',
    'annotations:map',
    'ownerReferences:OwnerReference[]',
    'finalizers:string[]',
  ),
  OwnerReference: message(
    'kind',
    '3=name',
    'uid',
    'apiVersion',
    'controller:bool?',
    'blockOwnerDeletion:bool?',
  ),
  LabelSelector: message('matchLabels:map', 'matchExpressions:LabelSelectorRequirement[]'),
  LabelSelectorRequirement: message('key', 'operator', 'values:string[]'),

  SelfSubjectAccessReview: kind('SelfSubjectAccessReviewSpec'),
  SelfSubjectAccessReviewSpec: message(
    'resourceAttributes:ResourceAttributes',
    'nonResourceAttributes:NonResourceAttributes',
  ),
  SubjectAccessReview: kind('SubjectAccessReviewSpec'),
  SubjectAccessReviewSpec: message(
    'resourceAttributes:ResourceAttributes',
    'nonResourceAttributes:NonResourceAttributes',
    'user',
    'groups:string[]',
    '6=uid',
  ),
  ResourceAttributes: message('namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'),
  NonResourceAttributes: message('path', 'verb'),
  SelfSubjectRulesReview: kind('SelfSubjectRulesReviewSpec'),
  SelfSubjectRulesReviewSpec: message('namespace'),
  SelfSubjectReview: message('metadata:ObjectMeta', 'status:skip'),
  TokenReview: kind('TokenReviewSpec'),
  TokenReviewSpec: message('token', 'audiences:string[]'),

  ConfigMap: message('metadata:ObjectMeta', 'data:map', 'binaryData:bytesMap', 'immutable:bool?'),
  Namespace: kind('NamespaceSpec'),
  NamespaceSpec: message('finalizers:string[]'),
  ServiceAccount: message('metadata:ObjectMeta'),
  Eviction: message('metadata:ObjectMeta', 'deleteOptions:DeleteOptions'),
  DeleteOptions: message(
    'gracePeriodSeconds:int?',
    'preconditions:Preconditions',
    'orphanDependents:bool?',
    'propagationPolicy',
    'dryRun:string[]',
  ),
  Preconditions: message('uid', 'resourceVersion'),
  Service: kind('ServiceSpec'),
  ServiceSpec: message(
    'ports:ServicePort[]',
    'selector:map',
    'clusterIP',
    'type',
    'externalIPs:string[]',
    '7=sessionAffinity',
    'loadBalancerIP',
    '10=externalName',
    'externalTrafficPolicy',
    'healthCheckNodePort:int',
    'publishNotReadyAddresses:bool',
  ),
  ServicePort: message(
    'name',
    'protocol',
    'port:int',
    'targetPort:intOrString',
    'nodePort:int',
    'appProtocol',
  ),
  Deployment: kind('DeploymentSpec'),
  DeploymentSpec: message(
    'replicas:int?',
    'selector:LabelSelector',
    'template:PodTemplateSpec',
    'strategy:DeploymentStrategy',
    'minReadySeconds:int',
    'revisionHistoryLimit:int?',
    'paused:bool',
    '9=progressDeadlineSeconds:int?',
  ),
  DeploymentStrategy: message('type', 'rollingUpdate:RollingUpdateDeployment'),
  RollingUpdateDeployment: message('maxUnavailable:intOrString', 'maxSurge:intOrString'),
  PodTemplateSpec: message('metadata:ObjectMeta', 'spec:PodSpec'),
  PodSpec: message(
    '2=containers:Container[]',
    'restartPolicy',
    'terminationGracePeriodSeconds:int?',
    'activeDeadlineSeconds:int?',
    'dnsPolicy',
    'nodeSelector:map',
    'serviceAccountName',
    'serviceAccount',
    'nodeName',
    'hostNetwork:bool',
    'hostPID:bool',
    'hostIPC:bool',
    '16=hostname',
    'subdomain',
    '19=schedulerName',
    'initContainers:Container[]',
  ),
  Container: message(
    'name',
    'image',
    'command:string[]',
    'args:string[]',
    'workingDir',
    'ports:ContainerPort[]',
    'env:EnvVar[]',
    'resources:ResourceRequirements',
    '13=terminationMessagePath',
    'imagePullPolicy',
    '16=stdin:bool',
    'stdinOnce:bool',
    'tty:bool',
    '20=terminationMessagePolicy',
  ),
  ContainerPort: message('name', 'hostPort:int', 'containerPort:int', 'protocol', 'hostIP'),
  EnvVar: message('name', 'value'),
  ResourceRequirements: message('limits:quantityMap', 'requests:quantityMap'),
  Job: kind('JobSpec'),
  JobSpec: message(
    'parallelism:int?',
    'completions:int?',
    'activeDeadlineSeconds:int?',
    'selector:LabelSelector',
    'manualSelector:bool?',
    'template:PodTemplateSpec',
    'backoffLimit:int?',
    'ttlSecondsAfterFinished:int?',
  ),
  PodDisruptionBudget: kind('PodDisruptionBudgetSpec'),
  PodDisruptionBudgetSpec: message(
    'minAvailable:intOrString',
    'selector:LabelSelector',
    'maxUnavailable:intOrString',
  ),
  ResourceQuota: kind('ResourceQuotaSpec'),
  ResourceQuotaSpec: message('hard:quantityMap', 'scopes:string[]'),
  Role: message('metadata:ObjectMeta', 'rules:PolicyRule[]'),
  ClusterRole: message('metadata:ObjectMeta', 'rules:PolicyRule[]'),
  PolicyRule: message(
    'verbs:string[]',
    'apiGroups:string[]',
    'resources:string[]',
    'resourceNames:string[]',
    'nonResourceURLs:string[]',
  ),
  RoleBinding: message('metadata:ObjectMeta', 'subjects:Subject[]', 'roleRef:RoleRef'),
  ClusterRoleBinding: message('metadata:ObjectMeta', 'subjects:Subject[]', 'roleRef:RoleRef'),
  Subject: message('kind', 'apiGroup', 'name', 'namespace'),
  RoleRef: message('apiGroup', 'kind', 'name'),

  Unknown: message('typeMeta:TypeMeta', 'raw:bytes', 'contentEncoding', 'contentType'),
  TypeMeta: message('apiVersion', 'kind'),
  IntOrString: message('type:int', 'intVal:int', 'strVal'),
  Quantity: message('string'),
  Entry: message('key', 'value'),
  BytesEntry: message('key', 'value:bytes'),
  QuantityEntry: message('key', 'value:Quantity'),
};
