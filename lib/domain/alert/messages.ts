import type { Reason } from '../health.ts';
import type { AlertRuleName, Severity } from './alert.ts';
import type { AlertReceiver, ReceiverFormat } from './receiver.ts';
import { alertmanagerRepeat, type Notice } from './told.ts';

export interface Sender {
  cluster: string;
  /** Where the console is opened; null where nothing says. */
  origin: string | null;
  now: Date;
}

type Write = (notices: readonly Notice[], sender: Sender, language: AlertReceiver['language']) => unknown;

/** How each kind of receiver is told: the JSON body of one POST. */
export const bodyOf: Record<ReceiverFormat, Write> = {
  json: (notices, { cluster, origin, now }) => ({
    version: 1,
    source: 'cnf-console',
    cluster,
    sentAt: now.toISOString(),
    alerts: notices.map(({ status, why, alert, endedAt }) => ({
      status,
      why,
      ...alert,
      endedAt,
      url: linkOf(alert, origin),
    })),
  }),
  slack: (notices, sender, language) => ({
    text: [
      `*${slackText(sender.cluster)}*`,
      ...notices.slice(0, slackLines).map((notice) => slackLine(notice, sender, words[language])),
      ...(notices.length > slackLines ? [words[language].more(notices.length - slackLines)] : []),
    ].join('\n'),
  }),
  // Source: Alertmanager's api/v2/openapi.yaml `postableAlerts`; `endsAt` as Prometheus' rules/manager.go `sendAlerts` has it.
  alertmanager: (notices, { cluster, origin, now }, language) =>
    notices.map(({ alert, endedAt }) => {
      const { rule, severity, namespace, kind, name, chain, acknowledged } = alert;
      const link = linkOf(alert, origin);
      return {
        labels: labelsOf({
          alertname: alertName(rule),
          severity,
          cluster,
          namespace,
          kind,
          function: name,
          chain,
        }),
        annotations: labelsOf({
          summary: `${words[language].rule[rule]}: ${name ?? chain ?? cluster}`,
          description: whyOf(alert, words[language]),
          acknowledged_by: acknowledged?.by ?? null,
          acknowledged_note: acknowledged?.note ?? null,
        }),
        startsAt: alert.since,
        endsAt: endedAt ?? new Date(now.getTime() + 4 * alertmanagerRepeat * 1000).toISOString(),
        ...(link !== null && { generatorURL: link }),
      };
    }),
};

const slackLines = 20;

/** `function-unwell` → `CnfFunctionUnwell` */
const alertName = (rule: AlertRuleName): string =>
  `Cnf${rule.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;

const labelsOf = (all: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value ? [[key, value]] : [])));

/** The first reason, the cluster's own words last. */
function whyOf({ reasons = [], detail }: Notice['alert'], say: Words): string {
  const [first] = reasons;
  if (first === undefined) return detail ?? '';
  const { code, subject, session, message } = first;
  return [code, subject, session && say.notUp(session), message].filter(Boolean).join(' · ');
}

function linkOf({ namespace, kind, name, chain }: Notice['alert'], origin: string | null): string | null {
  if (origin === null) return null;
  const path =
    namespace === null
      ? ['alerts']
      : kind !== null && name !== null
        ? ['functions', namespace, kind, name]
        : ['chains', namespace, chain ?? ''];
  return `${origin}/${path.map(encodeURIComponent).join('/')}`;
}

function slackLine({ status, why, alert, endedAt }: Notice, { origin }: Sender, say: Words): string {
  const link = linkOf(alert, origin);
  const name = slackText(alert.name ?? alert.chain ?? '');
  const sign =
    status === 'resolved'
      ? ':white_check_mark:'
      : alert.severity === 'critical'
        ? ':red_circle:'
        : ':warning:';
  const state = status === 'resolved' ? say.resolved : say.severity[alert.severity];
  const parts = [
    `${sign} *${state}*${why === 'repeat' ? ` (${say.repeat})` : ''} ${say.rule[alert.rule]}`,
    link === null || name === '' ? name : `<${link}|${name}>`,
    slackText([alert.chain, alert.namespace].filter((one) => one && one !== alert.name).join(', ')),
    say.since(clock(alert.since)),
    endedAt === null ? '' : say.until(clock(endedAt)),
    status === 'resolved' ? '' : slackText(whyOf(alert, say).slice(0, 300)),
    alert.acknowledged
      ? say.acknowledged(slackText(alert.acknowledged.by), slackText(alert.acknowledged.note))
      : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** What the cluster or people wrote stays text on its line. Source: Slack, Formatting text for app surfaces, escaping. */
const slackText = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[*_~`]/g, (sign) => `\u200b${sign}`);

/** `2026-11-24 13:12 UTC` */
const clock = (at: string): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

interface Words {
  rule: Record<AlertRuleName, string>;
  severity: Record<Severity, string>;
  resolved: string;
  repeat: string;
  since(at: string): string;
  until(at: string): string;
  acknowledged(by: string, note: string): string;
  more(count: number): string;
  notUp(session: NonNullable<Reason['session']>): string;
}

/** What is said outside the pages, where there is no reader whose language is known. */
const words: Record<AlertReceiver['language'], Words> = {
  en: {
    rule: {
      'function-unwell': 'Function in trouble',
      'function-stuck': 'Change does not come to an end',
      'sessions-down': 'Routing sessions down',
      'config-drift': 'Does not run its configuration',
      'run-held': 'Run is held',
      'chain-run-held': 'Run of a chain is held',
      'console-stale': 'What the console shows is behind',
    },
    severity: { warning: 'Warning', critical: 'Critical' },
    resolved: 'Resolved',
    repeat: 'still',
    since: (at) => `since ${at}`,
    until: (at) => `until ${at}`,
    acknowledged: (by, note) => `acknowledged by ${by}: ${note}`,
    more: (count) => `and ${count} more`,
    notUp: ({ protocol, state }) => `${protocol === 'bgp' ? 'not established' : 'not up'} (${state})`,
  },
  ja: {
    rule: {
      'function-unwell': '機能の異常',
      'function-stuck': '変更の反映が終わらない',
      'sessions-down': 'ルーティングセッションの断',
      'config-drift': '稼働中の設定が ConfigMap と不一致',
      'run-held': '実行が保留中',
      'chain-run-held': 'チェーンの実行が保留中',
      'console-stale': '表示中のデータが最新ではない',
    },
    severity: { warning: '警告', critical: '重大' },
    resolved: '復旧',
    repeat: '継続中',
    since: (at) => `発生 ${at}`,
    until: (at) => `復旧 ${at}`,
    acknowledged: (by, note) => `${by} が確認済み: ${note}`,
    more: (count) => `ほか ${count} 件`,
    notUp: ({ protocol, state }) => `${protocol === 'bgp' ? '未確立' : '未アップ'} (${state})`,
  },
};
