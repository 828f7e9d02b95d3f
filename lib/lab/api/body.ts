import type { IncomingMessage } from 'node:http';
import { parse as parseYaml } from 'yaml';
import { isRecord } from './object.ts';
import { decodeProtobuf } from './protobuf.ts';
import { badRequest, StatusError } from './status-error.ts';

// apiserver/pkg/server/config.go, MaxRequestBodyBytes.
const bodyLimit = 3 * 1024 * 1024;

/** Reads a whole request body. Throws 413 over 3 MiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request)).toString();
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to the end all the same, so that the client gets the answer.
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) {
    throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${bodyLimit}`);
  }
  return Buffer.concat(chunks);
}

/** Parses a body by its content type: JSON, or YAML, which contains JSON. Throws 400, and 415 for other types. */
export function parseBody(body: string, contentType: string): unknown {
  const isYaml = contentType === 'application/yaml' || contentType === 'application/apply-patch+yaml';
  if (!isYaml && contentType !== 'application/json' && !contentType.endsWith('+json') && contentType !== '') {
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml`,
    );
  }
  try {
    return isYaml ? parseYaml(body) : JSON.parse(body);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badRequest(
      `the object provided is unrecognized (must be of type Status): couldn't get version/kind; ${why}`,
    );
  }
}

export function contentType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** A body that must be a JSON object; an empty one is {}. */
export async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  if (contentType(request) === 'application/vnd.kubernetes.protobuf') return decodeProtobuf(bytes);
  const value = parseBody(bytes.toString(), contentType(request));
  if (!isRecord(value)) throw badRequest('the body of the request must be an object');
  return value;
}
