import { isLink, readLink } from '#lib/auth/display-record.ts';
import type { DisplayLinkView } from '#lib/contracts/display-links.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { displaysNeedSignIn, linkView } from './display-state.ts';
import { mayList, viewerOf } from './viewer.ts';

/** The links whose ConfigMaps the caller may list, the newest first. */
export async function listDisplayLinks({ query, request }: Call<unknown, { namespace?: string }>) {
  const state = displaysNeedSignIn();
  if (!state.ok) return state;
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const may = mayList(viewer.value, ['configmaps'], query.namespace);
  if (!may.ok) return may;
  const now = Date.now();
  const items: DisplayLinkView[] = [];
  const unreadable: { namespace: string; name: string }[] = [];
  for (const map of viewer.value.hub.stores.configmaps.values()) {
    const { namespace = '', name } = map.metadata;
    if (!isLink(map) || (query.namespace ?? namespace) !== namespace) continue;
    const link = await readLink(state.value, map);
    if (link === null) unreadable.push({ namespace, name });
    else items.push(linkView(link, now));
  }
  return ok({ items: items.sort((a, b) => b.at.localeCompare(a.at)), unreadable });
}
