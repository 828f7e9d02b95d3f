/** Asks again until there is an answer. Throws with `what` was waited for after `seconds`. */
export async function eventually<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
  seconds = 60,
): Promise<Value> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
