import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startLab } from './start.ts';

const usage = 'usage: main.ts [--scenario NAME] [--port N] [--churn N] [--no-tls] [--kubeconfig-out FILE]';

try {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      scenario: { type: 'string' },
      port: { type: 'string', default: '0' },
      churn: { type: 'string' },
      tls: { type: 'boolean', default: true },
      'kubeconfig-out': { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`"${values.port}" is not a port`);
  const lab = await startLab({
    port,
    tls: values.tls,
    ...(values.scenario === undefined ? {} : { scenario: values.scenario }),
  });
  if (values.churn !== undefined) lab.cluster.churn = Math.max(0, Number(values.churn) || 0);
  const file = values['kubeconfig-out'];
  if (file !== undefined) writeFileSync(file, lab.kubeconfig, { mode: 0o600 });
  console.log(lab.url);
  const end = () => {
    void lab.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const taken = message.includes('EADDRINUSE') ? 'the port is in use' : message;
  console.error(`${taken}\n${usage}`);
  process.exit(1);
}
