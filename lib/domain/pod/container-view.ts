/** One container of a pod, as the pod's page shows it. */
export interface ContainerView {
  name: string;
  init: boolean;
  image: string;
  imageID: string | null;
  ready: boolean;
  /** `Running`, `CrashLoopBackOff`, `Completed`, … */
  state: string;
  message: string | null;
  since: string | null;
  restartCount: number;
  lastTermination: {
    reason: string | null;
    exitCode: number;
    at: string | null;
    message: string | null;
  } | null;
}
