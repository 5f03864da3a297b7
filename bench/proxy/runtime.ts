/** The runtime as it is served, with the upstream in the providers' place and a log that goes nowhere. Own process. */
import { startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import { answerParent } from "./answer-parent.ts";

export interface RuntimeSetup {
  table: string;
  key: string;
  /** By provider. */
  standIns: Record<string, string>;
  /** Where state is kept, and use written down, as of `serve --state`. */
  state?: string;
  /** Where answers are kept, as of `serve --cache`. */
  cache?: string;
}

answerParent({
  start: async ({ table, key, standIns, state, cache }: RuntimeSetup) => {
    const keys = [{ id: "bench", hash: hashKey(key), tags: [] }];
    const { url } = await startRuntime({
      ...{ table, keys, standIns, state, cache, env: {}, port: 0, operatorPort: 0, log: () => {} },
      ...(state !== undefined && { usage: { always: true, keep: 400 } }),
    });
    return url;
  },
});
