export interface CommandOutput {
  stdout: string;
  stderr: string;
  code: number;
}
