/** All of them, so that a server is told them before it is asked: what comes at once then is done in its order. */
import { expireHoldsScript, forgetAccountsScript, standingsScript } from "./accounts-scripts.ts";
import { meetScript, settleDoubtScript } from "./epoch-scripts.ts";
import { addUseScript, handScript, putKeyScript, removeKeyScript, trimUseScript } from "./ledger-scripts.ts";
import { expirePlacesScript, renewScript } from "./limits-scripts.ts";
import type { Script } from "./script.ts";
import { stepsScript } from "./steps-script.ts";

export const scripts: readonly Script[] = [
  stepsScript,
  expireHoldsScript,
  forgetAccountsScript,
  standingsScript,
  addUseScript,
  trimUseScript,
  putKeyScript,
  removeKeyScript,
  handScript,
  meetScript,
  settleDoubtScript,
  renewScript,
  expirePlacesScript,
];
