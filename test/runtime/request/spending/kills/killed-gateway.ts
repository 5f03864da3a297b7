/** A gateway in a process of its own, on a store that others share: it says where it listens, and goes on until it is killed. */
import { flushCompileCache } from "node:module";
import { startRuntime } from "../../../../../runtime/main.ts";

const [table = "", state = "", provider = "", lease = "2000"] = process.argv.slice(2);

const { url } = await startRuntime({
  ...{ table, state, keys: "open", env: {}, port: 0, operatorPort: 0, lease: Number(lease) },
  standIns: { openai: provider },
  log: (line) => {
    if (line.includes('"level":"error"')) process.stderr.write(`${line}\n`);
  },
});
// What is killed does not write it at its end.
flushCompileCache();
process.stdout.write(`${url}\n`);
