/** What /version answers. The release is the one whose behaviour the lab follows; `+lab` says that it is not Kubernetes. */
export const serverVersion = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0+lab',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'lab/simulated',
};
