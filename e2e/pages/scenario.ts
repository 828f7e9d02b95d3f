import { type APIRequestContext, expect, type Page } from '@playwright/test';

/** Puts the embedded lab into a scenario: the faults that the stories tell of come from there, never from intercepted requests. */
export async function chooseScenario(request: APIRequestContext, name: string): Promise<void> {
  const answer = await request.put('/api/v1/lab/scenario', { data: { name } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** The live list of pods, once it is there. */
export async function openPods(page: Page, query = ''): Promise<void> {
  await page.goto(`/pods${query}`);
  await expect(page.getByRole('grid', { name: 'Pods of the cluster' })).toBeVisible();
}
