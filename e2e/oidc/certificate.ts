import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  /** PEM file of the authority that signed it. */
  caFile: string;
  key: string;
  cert: string;
}

/** A certificate for a name of this machine, signed by an authority made for it alone. Needs `openssl`. */
export function makeCertificate(folder: string, name: string): Certificate {
  const at = (file: string): string => join(folder, file);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/CN=test authority',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.crt'),
  );
  openssl(
    ...['req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=${name}`],
    ...['-CA', at('ca.crt'), '-CAkey', at('ca.key')],
    ...[
      '-addext',
      `subjectAltName=DNS:${name},IP:127.0.0.1`,
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    ],
    ...['-keyout', at('tls.key'), '-out', at('tls.crt')],
  );
  return {
    caFile: at('ca.crt'),
    key: readFileSync(at('tls.key'), 'utf8'),
    cert: readFileSync(at('tls.crt'), 'utf8'),
  };
}
