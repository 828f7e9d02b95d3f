import act from './en/act.json' with { type: 'json' };
import action from './en/action.json' with { type: 'json' };
import activity from './en/activity.json' with { type: 'json' };
import alerts from './en/alerts.json' with { type: 'json' };
import api from './en/api.json' with { type: 'json' };
import chain from './en/chain.json' with { type: 'json' };
import chains from './en/chains.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import config from './en/config.json' with { type: 'json' };
import displays from './en/displays.json' with { type: 'json' };
import figureExport from './en/figure-export.json' with { type: 'json' };
import functionTexts from './en/function.json' with { type: 'json' };
import functions from './en/functions.json' with { type: 'json' };
import health from './en/health.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import lifecycle from './en/lifecycle.json' with { type: 'json' };
import log from './en/log.json' with { type: 'json' };
import networks from './en/networks.json' with { type: 'json' };
import pod from './en/pod.json' with { type: 'json' };
import pods from './en/pods.json' with { type: 'json' };
import reason from './en/reason.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import signIn from './en/sign-in.json' with { type: 'json' };
import startFrr from './en/start-frr.json' with { type: 'json' };
import state from './en/state.json' with { type: 'json' };
import upgrades from './en/upgrades.json' with { type: 'json' };
import wall from './en/wall.json' with { type: 'json' };

/** One file per area, so that people do not collide. */
export const messages = {
  act,
  action,
  activity,
  alerts,
  api,
  chain,
  chains,
  common,
  config,
  displays,
  figureExport,
  function: functionTexts,
  functions,
  health,
  home,
  lifecycle,
  log,
  networks,
  pod,
  pods,
  reason,
  shell,
  signIn,
  startFrr,
  state,
  upgrades,
  wall,
};
