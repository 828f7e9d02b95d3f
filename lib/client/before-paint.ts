interface Surroundings {
  requestFrame(action: () => void): void;
  /** Runs the action when what runs now is done. */
  soon(action: () => void): void;
  hidden(): boolean;
}

/**
 * Runs work before the next paint, once a frame at most: at once where nothing ran since the last frame, so that a
 * lone change is drawn by the next frame however long its drawing takes to prepare; with the frame where changes come
 * faster than frames. Hidden, there are no frames, and nothing runs.
 */
export function beforePaint({ requestFrame, soon, hidden }: Surroundings): (work: () => void) => void {
  let awaiting = false;
  let waiting: (() => void) | null = null;

  function frame(): void {
    const work = waiting;
    waiting = null;
    awaiting = false;
    if (work === null) return;
    awaitFrame();
    work();
  }
  function awaitFrame(): void {
    awaiting = true;
    requestFrame(frame);
  }

  return (work) => {
    if (awaiting || hidden()) {
      waiting = work;
      if (!awaiting) awaitFrame();
      return;
    }
    awaitFrame();
    soon(work);
  };
}
