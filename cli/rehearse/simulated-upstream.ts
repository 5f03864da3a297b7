/** The way out of a rehearsal: providers that are simulated in this process stand at its other end. */
import type { Exchange, ExchangeReader, Upstream, UpstreamRequest } from "../../runtime/upstream/upstream.ts";
import type { Table } from "../../schemas/table.ts";
import type { ClockedProviders } from "../../simulator/clocked/providers.ts";
import { type SimulatorDialect, simulatorDialects } from "../../simulator/wires.ts";

/** By provider, the origin that stands for it. Nothing is ever sent there. */
export function standInOrigins({ providers }: Table): Record<string, string> {
  return Object.fromEntries(providers.map(({ id }, index) => [id, originOf(index)]));
}

export class SimulatedUpstream implements Upstream {
  readonly #simulated: ClockedProviders;
  readonly #byOrigin: ReadonlyMap<string, { provider: string; dialect: SimulatorDialect }>;

  /** The table's dialects are those of `simulatorDialects`. */
  constructor(table: Table, simulated: ClockedProviders) {
    this.#simulated = simulated;
    this.#byOrigin = new Map(
      table.providers.map(({ id, dialect }, index) => [
        originOf(index),
        { provider: id, dialect: simulatedDialect(dialect) },
      ]),
    );
  }

  send({ method = "POST", origin, path, headers, body }: UpstreamRequest, reader: ExchangeReader): Exchange {
    const asked = this.#byOrigin.get(origin);
    if (!asked) throw new Error(`A rehearsal sends nothing to ${origin}.`);
    const request = { ...asked, method, url: path, headers: namedHeaders(headers), text: body.toString() };
    const leave = this.#simulated.ask(request, {
      started: (status, answered) => reader.started(status, answered),
      data: (bytes) => reader.data(bytes),
      ended: () => reader.ended(),
      broken: (code) => reader.broken({ code, unreadable: false }),
    });
    return { abort: leave, leave, pause: () => {}, resume: () => {} };
  }

  async close(): Promise<void> {}
}

function originOf(index: number): string {
  return `http://provider-${index}.invalid`;
}

function simulatedDialect(name: string): SimulatorDialect {
  const dialect = simulatorDialects.find((one) => one === name);
  if (!dialect) throw new Error(`The dialect ${name} cannot be simulated.`);
  return dialect;
}

function namedHeaders(headers: readonly string[]): Record<string, string> {
  const named: Record<string, string> = {};
  for (let at = 0; at < headers.length; at += 2) named[headers[at]!.toLowerCase()] = headers[at + 1]!;
  return named;
}
