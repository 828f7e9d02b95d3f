/** The lab as a target of the suite: started on a free port, with kubeconfigs for its users. */
export interface LabTarget {
  kubeconfig: string;
  stop(): Promise<void>;
}

export async function startLabTarget(): Promise<LabTarget> {
  throw new Error('The lab cannot be started yet.');
}
