import act from './ja/act.json' with { type: 'json' };
import action from './ja/action.json' with { type: 'json' };
import activity from './ja/activity.json' with { type: 'json' };
import alerts from './ja/alerts.json' with { type: 'json' };
import api from './ja/api.json' with { type: 'json' };
import chain from './ja/chain.json' with { type: 'json' };
import chains from './ja/chains.json' with { type: 'json' };
import common from './ja/common.json' with { type: 'json' };
import config from './ja/config.json' with { type: 'json' };
import displays from './ja/displays.json' with { type: 'json' };
import figureExport from './ja/figure-export.json' with { type: 'json' };
import functionTexts from './ja/function.json' with { type: 'json' };
import functions from './ja/functions.json' with { type: 'json' };
import health from './ja/health.json' with { type: 'json' };
import home from './ja/home.json' with { type: 'json' };
import lifecycle from './ja/lifecycle.json' with { type: 'json' };
import log from './ja/log.json' with { type: 'json' };
import networks from './ja/networks.json' with { type: 'json' };
import pod from './ja/pod.json' with { type: 'json' };
import pods from './ja/pods.json' with { type: 'json' };
import reason from './ja/reason.json' with { type: 'json' };
import shell from './ja/shell.json' with { type: 'json' };
import signIn from './ja/sign-in.json' with { type: 'json' };
import startFrr from './ja/start-frr.json' with { type: 'json' };
import state from './ja/state.json' with { type: 'json' };
import upgrades from './ja/upgrades.json' with { type: 'json' };
import wall from './ja/wall.json' with { type: 'json' };

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
