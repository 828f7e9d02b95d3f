/** Who asks: name and groups after authentication and impersonation. */
export interface LabUser {
  name: string;
  groups: readonly string[];
  uid?: string;
}

export interface ExecRequest {
  namespace: string;
  pod: string;
  /** Never empty: the server fills in the default container. */
  container: string;
  command: string[];
  stdin: AsyncIterable<Buffer> | undefined;
  tty: boolean;
  user: LabUser;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

export interface ExecOutput {
  stdout?: Buffer | string;
  stderr?: Buffer | string;
}

/**
 * Runs a command in a container. The generator yields output and RETURNS the exit code:
 *
 *     async function* exec(request: ExecRequest): ExecSession {
 *       yield { stdout: 'hello\n' };
 *       return 0;
 *     }
 *
 * Throw a StatusError for what the container runtime would refuse (no such executable: 500 InternalError).
 * The server has already checked that the pod and the container exist and that the container runs.
 */
export type ExecSession = AsyncGenerator<ExecOutput, number, void>;
export type ExecHook = (request: ExecRequest) => ExecSession;

export interface LogRequest {
  namespace: string;
  pod: string;
  /** Never empty: the server fills in the default container. */
  container: string;
  previous: boolean;
  follow: boolean;
  tailLines: number | undefined;
  sinceSeconds: number | undefined;
  sinceTime: Date | undefined;
  /** Each line starts with its RFC 3339 nano time and a space. */
  timestamps: boolean;
  /** Aborted when the client goes away or the server stops. */
  signal: AbortSignal;
}

/** Yields text with its newlines; ends when there is no more, or, when following, when the container ends. */
export type LogHook = (request: LogRequest) => AsyncIterable<string>;
