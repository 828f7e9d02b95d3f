import type { Freshness } from '../cluster/freshness.ts';
import type { FunctionRow } from '../workload/function-view.ts';
import { type AlertRuleName, type AlertSubject, alertRuleNames } from './alert.ts';
import { alertRules, type Found, type HeldChain } from './rules.ts';

/** A trouble that a rule found now, and what it is about. */
export interface Finding extends Found {
  id: string;
  rule: AlertRuleName;
  about: AlertSubject;
}

export interface AlertFacts {
  functions: Iterable<FunctionRow>;
  chainRuns: readonly HeldChain[];
}

export const alertId = (rule: AlertRuleName, { namespace, kind, name, chain }: AlertSubject): string =>
  [rule, namespace, kind, kind === null ? chain : name].filter((part) => part !== null).join('/');

const ofConsole: AlertSubject = { namespace: null, kind: null, name: null, chain: null };

/** What is wrong with functions and runs, as the rules see it now. */
export function findings({ functions, chainRuns }: AlertFacts): Finding[] {
  const all: Finding[] = [];
  const take = (rule: AlertRuleName, about: AlertSubject, found: Found | null) => {
    if (found) all.push({ ...found, rule, about, id: alertId(rule, about) });
  };
  const heldParts = new Set<string>();
  for (const row of functions) {
    if (row.health === 'ok' && row.upgrade === null && row.sessions === null) continue;
    const { namespace, kind, name, chain, upgrade } = row;
    if (upgrade?.hold) heldParts.add(upgrade.id);
    const about = { namespace, kind, name, chain };
    for (const name of alertRuleNames) {
      const rule = alertRules[name];
      if (rule.on === 'function') take(name, about, rule.finds(row));
    }
  }
  for (const run of chainRuns) {
    // A part has the chain's id and a number: what holds it is told where it is.
    if ([...heldParts].some((id) => id.startsWith(`${run.id}-`))) continue;
    const { namespace, chain } = run;
    const about = { namespace, kind: null, name: null, chain };
    const rule = alertRules['chain-run-held'];
    if (rule.on === 'chain-run') take('chain-run-held', about, rule.finds(run));
  }
  return all;
}

/** What is wrong with the console's own sight of the cluster. */
export function ownFindings(freshness: Freshness): Finding[] {
  const rule = alertRules['console-stale'];
  const found = rule.on === 'console' ? rule.finds(freshness) : null;
  const id = alertId('console-stale', ofConsole);
  return found ? [{ ...found, rule: 'console-stale', about: ofConsole, id }] : [];
}
