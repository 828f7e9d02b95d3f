/** A problem at a line, as the check tells it. Lines and columns are counted from 1. */
export interface LineProblem {
  line: number;
  column?: number | undefined;
  severity: 'error' | 'warning' | 'info';
  message: string;
}
