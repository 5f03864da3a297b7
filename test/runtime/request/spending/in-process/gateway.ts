/**
 * A gateway in a process of its own: it says where it listens, and then what it logs. Told a number of milliseconds on a line, it goes on
 * with its date set by so much.
 */
import { createInterface } from "node:readline";
import { startRuntime } from "../../../../../runtime/main.ts";
import { setClock } from "../../../../wire/oracle/run/shifted-clock.ts";

const [table = "", state = "", provider = "", lease = ""] = process.argv.slice(2);

createInterface(process.stdin).on("line", (ms) => setClock(new Date(Date.now() + Number(ms))));
const { url } = await startRuntime({
  ...{ table, state, keys: "open", env: {}, port: 0, operatorPort: 0, lease: Number(lease) },
  standIns: { openai: provider },
  log: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify({ url })}\n`);
