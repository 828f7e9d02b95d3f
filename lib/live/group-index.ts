const none: ReadonlySet<string> = new Set();

/** Which keys belong to which group: the pods of a workload, the services of a namespace. */
export class GroupIndex {
  private readonly groups = new Map<string, Set<string>>();

  add(group: string, key: string): void {
    const members = this.groups.get(group);
    if (members) members.add(key);
    else this.groups.set(group, new Set([key]));
  }

  delete(group: string, key: string): void {
    const members = this.groups.get(group);
    if (members?.delete(key) && members.size === 0) this.groups.delete(group);
  }

  get(group: string): ReadonlySet<string> {
    return this.groups.get(group) ?? none;
  }
}
