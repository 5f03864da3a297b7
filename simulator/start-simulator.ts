// A provider on loopback that speaks a real wire dialect, answers from the request alone, and fails on a schedule.
import { createServer } from "node:http";
import { answerRequest } from "./answer-request.ts";
import type { BillLine } from "./bill.ts";
import { startCalls } from "./calls.ts";
import type { FaultSchedule } from "./faults.ts";
import { followSchedules } from "./follow-schedules.ts";
import { type RecordedRequest, startJournal } from "./journal.ts";
import { openPort } from "./port-gate.ts";
import { startPromptCache } from "./prompt-cache.ts";
import { type SimulatorDialect, wires } from "./wires.ts";

export interface SimulatorOptions {
  readonly dialect: SimulatorDialect;
  /** Default 0: a free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Milliseconds before the first token. Default 0. */
  readonly delay?: number;
  /** Default 0: as fast as possible. */
  readonly tokensPerSecond?: number;
  readonly faults?: FaultSchedule;
  /** Changes what is said; the same seed and request give the same answer. */
  readonly seed?: number;
  /**
   * The keys that are accepted; of signed requests `<access key id>:<secret>`, with which the signature is checked.
   * Default: any that is not empty.
   */
  readonly keys?: readonly string[];
  /** How many of the last requests are kept in `requests`. Default 100. */
  readonly record?: number;
  /** Told once of each answer that is billed, when it is over. */
  readonly bill?: (line: BillLine) => void;
}

export interface Simulator {
  readonly dialect: SimulatorDialect;
  /** The origin, such as http://127.0.0.1:4511; the dialect's path may follow with any prefix. */
  readonly url: string;
  readonly port: number;
  /** What is answered, as it is shown: each is the end of a path, before which any prefix may stand. */
  readonly paths: readonly string[];
  /** The last requests, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Requests that are being answered. */
  readonly open: number;
  /** Answers that the client left before their end. */
  readonly aborted: number;
  /** Begins another schedule. Settles when the port is open or, if that schedule begins with `refused`, closed. */
  setFaults(schedule: FaultSchedule): Promise<void>;
  /** Breaks every answer and connection. Settles when the port is free. */
  close(): Promise<void>;
}

/** Settles when the simulator accepts connections; rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { dialect, port = 0, host = "127.0.0.1", delay = 0, tokensPerSecond = 0, seed = 0, keys, bill } = options;
  const calls = startCalls();
  const journal = startJournal(options.record ?? 100);
  const nextFault = (model: string) => faults.next(model);
  const cache = startPromptCache();
  const desk = { wire: wires[dialect], calls, journal, keys, cache, seed, delay, tokensPerSecond, nextFault, bill };
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    response.once("close", () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    void answerRequest(request, response, desk);
  });
  const gate = await openPort(server, host, port);
  const faults = followSchedules(gate);
  await faults.set(options.faults ?? []);
  return {
    dialect,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${gate.port}`,
    port: gate.port,
    paths: wires[dialect].endpoints.map(({ shown }) => shown),
    requests: journal.requests,
    get open() {
      return calls.open;
    },
    get aborted() {
      return calls.aborted;
    },
    setFaults: (schedule) => faults.set(schedule),
    async close() {
      faults.stop();
      calls.end();
      await gate.set(false);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
