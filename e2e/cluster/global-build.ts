import { findCluster } from '#e2e/contract/find-cluster.ts';
import { buildConsole } from './console.ts';

/** Builds what is served once for all files: they run side by side, and two builds would write into one folder. */
export default function build(): void {
  if (findCluster() !== '') buildConsole();
}
