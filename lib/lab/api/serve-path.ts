import type { IncomingMessage, ServerResponse } from 'node:http';
import { mediaTypes } from './accept.ts';
import { aggregatedDocument, aggregatedType, discoveryDocument } from './discovery.ts';
import { openApiV2Document, openApiV2Protobuf, openApiV3Document, openApiV3Index } from './openapi.ts';
import { replyJson, replyText } from './reply.ts';
import { serverVersion } from './version.ts';

/** Health and version: open to everybody, as system:public-info-viewer makes them. Returns whether it has answered. */
export function servePublicPath(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): boolean {
  if (/^\/(healthz|livez|readyz)(\/.*)?$/.test(pathname)) replyText(response, 200, 'ok');
  else if (pathname.replace(/\/$/, '') === '/version')
    void replyJson(request, response, 200, JSON.stringify(serverVersion, null, 2));
  else return false;
  return true;
}

/** Discovery and OpenAPI, for whoever has signed in. Returns whether it has answered. */
export function serveDocument(request: IncomingMessage, response: ServerResponse, pathname: string): boolean {
  const path = pathname.replace(/\/+$/, '');
  if (path === '/openapi/v2') {
    serveOpenApiV2(request, response);
    return true;
  }
  if (path === '/api' || path === '/apis') {
    const version = aggregatedVersion(request.headers.accept);
    if (version !== undefined) {
      const document = JSON.stringify(aggregatedDocument(path, version));
      void replyJson(request, response, 200, document, aggregatedType(version));
      return true;
    }
  }
  const document =
    path === '/openapi/v3'
      ? openApiV3Index()
      : (openApiV3Document(path) ?? discoveryDocument(path, request.headers.host ?? ''));
  if (document === undefined) return false;
  void replyJson(request, response, 200, JSON.stringify(document));
  return true;
}

function serveOpenApiV2(request: IncomingMessage, response: ServerResponse): void {
  const wantsProtobuf = mediaTypes(request.headers.accept)[0]?.type.includes('proto-openapi') === true;
  if (!wantsProtobuf) {
    void replyJson(request, response, 200, JSON.stringify(openApiV2Document()));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.end(openApiV2Protobuf());
}

function aggregatedVersion(accept: string | undefined): string | undefined {
  for (const { type, parameters } of mediaTypes(accept)) {
    if (type !== 'application/json') continue;
    if (parameters.as === undefined) return undefined;
    const version = parameters.v;
    if (parameters.g === 'apidiscovery.k8s.io' && (version === 'v2' || version === 'v2beta1')) return version;
  }
  return undefined;
}
