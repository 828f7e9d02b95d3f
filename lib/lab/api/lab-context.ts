import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Users } from './authenticate.ts';
import type { Faults } from './faults.ts';
import type { ExecHook, LabUser, LogHook } from './hooks.ts';
import type { Lists } from './list.ts';
import type { ResourcePath } from './request-path.ts';
import type { Resource } from './resources.ts';
import type { Store } from './store.ts';

/** What the whole server shares. */
export interface Lab {
  store: Store;
  users: Users;
  anonymous: LabUser | undefined;
  faults: Faults;
  lists: Lists;
  exec: ExecHook | undefined;
  logs: LogHook | undefined;
  bookmarkSeconds: number;
}

/** One authorized request for a resource. */
export interface Call {
  lab: Lab;
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  user: LabUser;
  resource: Resource;
  path: ResourcePath;
}
