/** All of them, so that a server is told them before it is asked: what comes at once then is done in its order. */
import {
  expireHoldsScript,
  forgetAccountsScript,
  holdScript,
  settleScript,
  standingsScript,
} from "./accounts-scripts.ts";
import {
  addUseScript,
  handScript,
  meetScript,
  putKeyScript,
  removeKeyScript,
  trimUseScript,
} from "./ledger-scripts.ts";
import { correctScript, expirePlacesScript, leaveScript, renewScript, takeScript } from "./limits-scripts.ts";
import type { Script } from "./script.ts";

export const scripts: readonly Script[] = [
  holdScript,
  settleScript,
  expireHoldsScript,
  forgetAccountsScript,
  standingsScript,
  addUseScript,
  trimUseScript,
  putKeyScript,
  removeKeyScript,
  handScript,
  meetScript,
  takeScript,
  correctScript,
  leaveScript,
  renewScript,
  expirePlacesScript,
];
