import { record, text } from './object.ts';
import { type FieldRule, messages } from './protobuf-schema.ts';
import { StatusError } from './status-error.ts';

/** The prefix of Kubernetes' protobuf bodies. */
const magic = Buffer.from('k8s\0');

/**
 * Decodes application/vnd.kubernetes.protobuf into the JSON form of the object. kubectl's typed commands (create deployment,
 * auth can-i, drain) write in it. Throws 415 for a message or a field that the lab does not know.
 */
export function decodeProtobuf(body: Buffer): Record<string, unknown> {
  if (!body.subarray(0, 4).equals(magic))
    throw unsupported('the body does not start as Kubernetes protobuf does');
  const envelope = decode('Unknown', body.subarray(4));
  const typeMeta = record(envelope.typeMeta);
  const kind = text(typeMeta.kind);
  const raw = envelope.raw;
  return { ...typeMeta, ...decode(kind, Buffer.isBuffer(raw) ? raw : Buffer.alloc(0)) };
}

function unsupported(why: string): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the lab reads JSON, YAML and the common protobuf bodies: ${why}`,
  );
}

function decode(name: string, bytes: Buffer): Record<string, unknown> {
  const rules = Object.hasOwn(messages, name) ? messages[name] : undefined;
  if (rules === undefined) throw unsupported(`${name} is not one of them; send it as JSON`);
  const result: Record<string, unknown> = {};
  const reader = new Reader(bytes);
  while (!reader.isDone) {
    const { number, value } = reader.field();
    const rule = rules.get(number);
    // Go writes empty fields as well: an unknown one that is empty says nothing.
    if (rule === undefined && (value === 0n || (Buffer.isBuffer(value) && value.length === 0))) continue;
    if (rule === undefined) throw unsupported(`field ${number} of ${name} is unknown; send it as JSON`);
    take(result, rule, value);
  }
  return result;
}

function take(result: Record<string, unknown>, rule: FieldRule, value: bigint | Buffer): void {
  const { name, type } = rule;
  const bytes = typeof value === 'bigint' ? Buffer.alloc(0) : value;
  if (type === 'skip' || type === 'time') return;
  if (type.endsWith('ap')) {
    const entry = decode(entryMessage[type] ?? 'Entry', bytes);
    result[name] = { ...record(result[name]), [text(entry.key)]: entryValue(entry.value) };
    return;
  }
  const decoded = scalar(type, value, bytes) ?? decode(type, bytes);
  if (rule.repeated) result[name] = [...((result[name] as unknown[] | undefined) ?? []), decoded];
  // Go writes fields that are not pointers even when they are empty; JSON leaves them out.
  else if (decoded !== '' && !(decoded === 0 && type === 'int') && !(decoded === false && type === 'bool')) {
    result[name] = decoded;
  }
}

const entryMessage: Record<string, string> = {
  map: 'Entry',
  bytesMap: 'BytesEntry',
  quantityMap: 'QuantityEntry',
};

function entryValue(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  return typeof value === 'string' ? value : text(record(value).string);
}

function scalar(type: string, value: bigint | Buffer, bytes: Buffer): unknown {
  switch (type) {
    case 'string':
      return bytes.toString();
    case 'bytes':
      return bytes;
    case 'int':
    case 'int?':
      return Number(BigInt.asIntN(64, typeof value === 'bigint' ? value : 0n));
    case 'bool':
    case 'bool?':
      return value === 1n;
    case 'intOrString': {
      const choice = decode('IntOrString', bytes);
      return choice.type === 1 ? text(choice.strVal) : (choice.intVal ?? 0);
    }
    default:
      return undefined;
  }
}

class Reader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get isDone(): boolean {
    return this.at >= this.bytes.length;
  }

  field(): { number: number; value: bigint | Buffer } {
    const tag = Number(this.varint());
    const number = tag >>> 3;
    if ((tag & 7) === 0) return { number, value: this.varint() };
    if ((tag & 7) !== 2) throw unsupported(`wire type ${tag & 7}`);
    const length = Number(this.varint());
    const value = this.bytes.subarray(this.at, this.at + length);
    if (value.length !== length) throw unsupported('the body ends early');
    this.at += length;
    return { number, value };
  }

  private varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw unsupported('the body ends early');
      this.at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw unsupported('a number is too long');
  }
}
