import { faultNotes } from "../simulator/faults.ts";
import { FaultTextError, parseFaults } from "../simulator/parse-faults.ts";
import { type SimulatorOptions, startSimulator } from "../simulator/start-simulator.ts";
import { simulatorDialects } from "../simulator/wires.ts";
import { oneOf, readArguments, wholeNumber } from "./arguments.ts";
import type { Command } from "./command.ts";
import { appendText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

export const simulate: Command = {
  help: `pointsman simulate --dialect ${simulatorDialects.join("|")} [options]

Stands in for a provider on this machine: real wire format, invented answers, faults on a schedule.

  --dialect             the wire format that is spoken
  --port                default: a free one
  --delay               milliseconds before the first token
  --tokens-per-second   default: as fast as it goes
  --bill                a file to which a line of JSON is added for each answer: the tokens that are billed, by kind
  --faults              such as "429@2 x3, ok x2, cut-stream@5": what meets the next requests, in order

Faults:
${Object.entries(faultNotes)
  .map(([name, { about, value }]) => `  ${`${name}${value ? `@<${value.unit}>` : ""}`.padEnd(26)}${about}`)
  .join("\n")}

What is said depends on the question alone. A request may choose its fault with the header x-simulate, such as 429@2.`,

  async run(args, terminal) {
    const { values } = readArguments(args, options);
    const simulator = await start(optionsOf(values));
    const stopped = terminal.untilStopped();
    const paths = simulator.paths.map((path) => `…${path}`).join(", ");
    terminal.out(`Simulated ${simulator.dialect} on ${simulator.url} (Ctrl-C ends it)\nIt answers POST ${paths}`);
    await stopped;
    await simulator.close();
    return 0;
  },
};

const options = {
  dialect: { type: "string" },
  port: { type: "string" },
  delay: { type: "string" },
  "tokens-per-second": { type: "string" },
  faults: { type: "string" },
  bill: { type: "string" },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>["values"];

function optionsOf(values: Values): SimulatorOptions {
  if (values.dialect === undefined) throw new UsageError("--dialect is missing");
  const port = wholeNumber("--port", values.port, 0, 65_535);
  const delay = wholeNumber("--delay", values.delay, 0, 3_600_000);
  const tokensPerSecond = wholeNumber("--tokens-per-second", values["tokens-per-second"], 0, 1_000_000);
  return {
    dialect: oneOf("--dialect", values.dialect, simulatorDialects),
    ...(port === undefined ? {} : { port }),
    ...(delay === undefined ? {} : { delay }),
    ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
    ...(values.faults === undefined ? {} : { faults: schedule(values.faults) }),
    ...(values.bill === undefined ? {} : { bill: billTo(values.bill) }),
  };
}

function schedule(text: string): NonNullable<SimulatorOptions["faults"]> {
  try {
    return parseFaults(text);
  } catch (error) {
    if (error instanceof FaultTextError) throw new UsageError(`--${error.message}`);
    throw error;
  }
}

/** Each line is written at once. */
function billTo(path: string): NonNullable<SimulatorOptions["bill"]> {
  appendText(path, "");
  return (line) => appendText(path, `${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
}

async function start(simulatorOptions: SimulatorOptions): ReturnType<typeof startSimulator> {
  try {
    return await startSimulator(simulatorOptions);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new UsageError(`port ${simulatorOptions.port} is in use; choose another with --port`);
  }
}
