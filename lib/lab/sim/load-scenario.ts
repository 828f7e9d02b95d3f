import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';
import { partSchema, type Scenario, scenarioSchema } from './scenario.ts';

const directory = fileURLToPath(new URL('../scenarios/', import.meta.url));

/** What is wrong with a scenario, in one sentence that names the file and the place. */
export class ScenarioError extends Error {}

/** The names of all scenarios, the default first. */
export function scenarioNames(): string[] {
  const names = readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -5))
    .sort();
  return ['talk-chain', ...names.filter((name) => name !== 'talk-chain')];
}

/** Reads a scenario and its parts. Throws ScenarioError. */
export function loadScenario(name: string): Scenario {
  if (!scenarioNames().includes(name))
    throw new ScenarioError(`there is no scenario "${name}"; there are ${scenarioNames().join(', ')}`);
  return readScenario(readFileSync(`${directory}${name}.yaml`, 'utf8'), `${name}.yaml`);
}

/** Reads a scenario's text; parts come from the lab's own folder. Throws ScenarioError. */
export function readScenario(text: string, file: string): Scenario {
  const scenario = check(scenarioSchema, yaml(text, file), file);
  const parts = scenario.include.map((part) => {
    const path = `parts/${part}.yaml`;
    return check(partSchema, yaml(read(path, file), path), path);
  });
  for (const part of parts.reverse()) {
    scenario.nodes = [...(part.nodes ?? []), ...scenario.nodes];
    scenario.images = [...(part.images ?? []), ...scenario.images];
    scenario.behaviours = [...scenario.behaviours, ...(part.behaviours ?? [])];
    scenario.objects = [...(part.objects ?? []), ...scenario.objects];
    scenario.podNetwork ??= part.podNetwork;
  }
  if (scenario.nodes.length + scenario.nodeCount === 0) throw new ScenarioError(`${file} has no nodes`);
  return scenario;
}

function read(path: string, from: string): string {
  try {
    return readFileSync(directory + path, 'utf8');
  } catch {
    throw new ScenarioError(`${from} includes ${path}, which does not exist`);
  }
}

function yaml(text: string, file: string): unknown {
  try {
    return parse(text, { merge: true });
  } catch (error) {
    throw new ScenarioError(`${file} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function check<T extends z.ZodType>(schema: T, value: unknown, file: string): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new ScenarioError(`${file} is not a scenario${place}: ${issue?.message ?? 'unknown reason'}`);
}
