import { type Browser, expect as seen } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '#e2e/bench/browser.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { established, kubectl, twoRouters } from './config-stage.ts';
import { type Console, startConsole } from './console.ts';

const namespace = `frrconf-ui-${process.pid}`;
const stage = twoRouters(namespace, 20 + (process.pid % 20) * 2);
const timeout = { timeout: 120_000 };

const inPod = (...command: string[]): string => kubectl(['exec', '-n', namespace, 'old-0', '--', ...command]);
const peer = () => {
  const { ipv4Unicast } = JSON.parse(inPod('vtysh', '-c', 'show bgp summary json')) as {
    ipv4Unicast?: { peers: Record<string, { state: string; peerUptimeMsec: number }> };
  };
  return Object.entries(ipv4Unicast?.peers ?? {})[0];
};

/** The page of a configuration in a browser, on routers that run. */
describe.skipIf(noCluster)('the page of a configuration on a real cluster', () => {
  let console: Console;
  let browser: Browser;
  beforeAll(async () => {
    if (noCluster) return;
    kubectl(['apply', '-f', '-'], stage.manifest);
    for (const name of ['old', 'new'])
      kubectl(['rollout', 'status', '-n', namespace, `statefulset/${name}`, '--timeout=90s']);
    await established(() => peer()?.[1].state);
    console = await startConsole(kubeconfig, { CNF_NAMESPACES: namespace });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await console?.stop();
    if (!noCluster) kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  it('shows a fault in vtysh’s words, and brings a description into the router by a live reload', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(`${console.url}/configs/${namespace}/old?key=frr.conf`);
    const text = page.getByRole('textbox', { name: 'frr.conf, configuration text' });
    await seen(text).toContainText('router bgp', timeout);
    await seen(page.getByText('by vtysh 8.4.4 in old-0')).toBeVisible(timeout);
    await text.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('hostnamex old\n');
    const problems = page.getByRole('region', { name: 'Problems' });
    await seen(problems).toContainText('% Unknown command: hostnamex old', timeout);
    await page.getByRole('button', { name: 'Discard changes' }).click();

    const [address, before] = peer() ?? ['', { peerUptimeMsec: 0 }];
    const daemon = inPod('pidof', 'bgpd');
    await text.getByText(`neighbor ${address} remote-as`).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(`\nneighbor ${address} description seen-in-vtysh`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Review change…' }).click();
    const sheet = page.getByRole('dialog');
    await seen(sheet.getByRole('article', { name: 'old-0' })).toContainText('Applies live', timeout);
    await sheet.getByRole('button', { name: 'Apply frr.conf to old' }).click();
    await seen(sheet.getByRole('status').first()).toContainText('Applied to old', timeout);
    await sheet.getByRole('radio', { name: /Live reload/ }).check(timeout);
    await sheet.getByRole('button', { name: 'Reload the routers' }).click();
    await seen(sheet.getByRole('status').last()).toContainText('Done', {
      timeout: 600_000,
    });
    expect(inPod('vtysh', '-c', 'show running-config')).toContain(
      `neighbor ${address} description seen-in-vtysh`,
    );
    expect(inPod('pidof', 'bgpd')).toBe(daemon);
    expect(peer()?.[1].peerUptimeMsec).toBeGreaterThan(before.peerUptimeMsec);
    await sheet.getByRole('button', { name: 'Close' }).last().click();
    await seen(page.getByText('1 router runs it')).toBeVisible({ timeout: 240_000 });
  });

  it('restores the text before, brings it in by a restart, and the session comes back', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(`${console.url}/configs/${namespace}/old?key=frr.conf`);
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Restore revision 1', exact: true }).click(timeout);
    await page.getByRole('button', { name: 'Review change…' }).click();
    const sheet = page.getByRole('dialog');
    const restore = sheet.getByRole('button', { name: 'Restore revision 1 of old' });
    await seen(restore).not.toHaveAttribute('aria-disabled', 'true', timeout);
    await restore.click();
    await seen(sheet.getByRole('status').first()).toContainText('Applied to old', timeout);
    const pod = kubectl(['get', 'pod', '-n', namespace, 'old-0', '-o', 'jsonpath={.metadata.uid}']);
    await sheet.getByRole('radio', { name: /Restart/ }).check(timeout);
    await sheet.getByRole('button', { name: 'Restart the routers' }).click();
    await seen(sheet.getByRole('status').last()).toContainText('Done', { timeout: 600_000 });
    expect(kubectl(['get', 'pod', '-n', namespace, 'old-0', '-o', 'jsonpath={.metadata.uid}'])).not.toBe(pod);
    expect(inPod('vtysh', '-c', 'show running-config')).not.toContain('seen-in-vtysh');
    expect(peer()?.[1].state).toBe('Established');
    await sheet.getByRole('button', { name: 'Close' }).last().click();
    await seen(page.getByText('1 router runs it')).toBeVisible({ timeout: 240_000 });
  });
});
