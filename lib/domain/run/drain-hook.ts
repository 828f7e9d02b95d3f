/** How the operator of the console lets one kind of container be drained; nothing of it comes from the cluster. */
export interface DrainHook {
  /** Of the container's name; `*` stands for any letters. Null for any. */
  container: string | null;
  /** Of the image as the template has it, in the same way. */
  image: string | null;
  /** Programs with their arguments as they are executed, without a shell. */
  command: readonly string[];
  undo: readonly string[];
}

export interface ChosenHook {
  container: string;
  hook: DrainHook;
}

/** The first hook that fits one of a pod's containers; null for none. */
export function hookFor(
  hooks: readonly DrainHook[],
  containers: readonly { name: string; image?: string | undefined }[],
): ChosenHook | null {
  for (const hook of hooks)
    for (const { name, image = '' } of containers)
      if (fits(hook.container, name) && fits(hook.image, image)) return { container: name, hook };
  return null;
}

function fits(pattern: string | null, text: string): boolean {
  if (pattern === null) return true;
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length) return false;
  if (!text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
