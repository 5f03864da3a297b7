/**
 * How providers and the boxes before them misbehave, on every wire: a provider over bare TCP is the first target of a chain whose
 * second is healthy, and clients of all three APIs ask. Never may a broken answer look whole, or a healthy target be left unasked.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { runtime, type TestRuntime } from "../runtime/running.ts";
import { thorough } from "../thorough.ts";
import { type Kind, type Outcome, stream, wholeText } from "./raw/behaviours.ts";
import { clients, type Heard, hear, type WireClient } from "./raw/clients.ts";
import { connectionKinds } from "./raw/connection-kinds.ts";
import { eventKinds } from "./raw/event-kinds.ts";
import { answer, rawServer } from "./raw/raw-server.ts";
import type { Wire } from "./raw/wire.ts";
import { spoken, wires } from "./raw/wires.ts";

const kinds = { ...connectionKinds, ...eventKinds };

const usual = { deadline: 20_000, idle: 10_000, firstToken: 10_000 };

async function chained(wire: Wire, { behave, limits = usual }: Kind): Promise<TestRuntime> {
  const one = await rawServer((socket, request) => {
    const isStream = request.body.stream === true || /stream/i.test(request.url);
    return behave(socket, { wire, stream: isStream, request });
  });
  const openai = wires[0]!;
  const two = await rawServer((socket, { body }) =>
    body.stream === true
      ? stream(socket, openai, spoken(openai, ["healthy"]))
      : answer(socket, 200, wholeText(openai, "healthy")),
  );
  const targets = { "one/m": { dialect: wire.dialect }, "two/m": { dialect: "openai" as const } };
  return runtime({ targets, routes: { chat: { use: ["one/m", "two/m"], limits } } }, { one: one.url, two: two.url });
}

function outcome({ status, text, clean, error, reply }: Heard): string {
  const leaks = /secret|SMUGGLED|10\.0\.0\.7|sk-abcd/.exec(JSON.stringify(reply.headers) + reply.text);
  if (leaks) return `tells ${leaks[0]}`;
  if (status !== 200) return `${status} ${error}`;
  if (clean && error === undefined && text.startsWith("Hello")) return "first";
  if (clean && error === undefined && text === "healthy") return "second";
  if (!clean && error !== undefined && "Hello".startsWith(text) && text !== "") return "broken";
  return `${clean ? "clean" : "unclean"}, error ${error}, "${text.slice(0, 50)}"`;
}

/** What is large is read of every wire and written for every client when there is time. */
function wiresOf({ on, large }: Kind, client: WireClient): Wire[] {
  const having = wires.filter((wire) => on?.(wire) ?? true);
  return large ? having.slice(0, thorough(having.length, client === clients[0] ? 4 : 1)) : having;
}

async function outcomes(kind: Kind, client: WireClient, isStream: boolean): Promise<Record<string, string>> {
  const asked = wiresOf(kind, client);
  const heard: Record<string, string> = {};
  const ask = async (wire: Wire): Promise<void> => {
    const gateway = await chained(wire, kind);
    heard[wire.dialect] = outcome(await hear(gateway, client, isStream));
  };
  if (kind.large) for (const wire of asked) await ask(wire);
  else await Promise.all(asked.map(ask));
  return heard;
}

function wanted(kind: Kind, client: WireClient, isStream: boolean): Record<string, string> {
  const of = ({ dialect }: Wire): Outcome => {
    if (!isStream) return kind.whole!;
    return typeof kind.stream === "string" ? kind.stream : (kind.stream[dialect] ?? kind.stream.others)!;
  };
  return Object.fromEntries(wiresOf(kind, client).map((wire) => [wire.dialect, of(wire)]));
}

describe.each(clients.map((client) => [client.name, client] as const))("clients of %s", (_, client) => {
  test.each(Object.entries(kinds))("of a stream: a provider that %s", async (_name, kind) => {
    expect(await outcomes(kind, client, true)).toEqual(wanted(kind, client, true));
  });

  test.each(Object.entries(kinds).filter(([, { whole }]) => whole !== undefined))(
    "of a whole answer: a provider that %s",
    async (_name, kind) => {
      expect(await outcomes(kind, client, false)).toEqual(wanted(kind, client, false));
    },
  );
});

test.each(wires.map((wire) => [wire.dialect, wire] as const))(
  "connections that %s closes between two requests lose none of them",
  async (dialect, wire) => {
    const one = await rawServer(async (socket, { nth }) => {
      answer(socket, 200, wholeText(wire));
      await sleep(nth * 5);
      socket.end();
    });
    const gateway = await runtime(
      { targets: { "one/m": { dialect } }, routes: { chat: { use: ["one/m"] } } },
      { one: one.url },
    );
    for (const pause of [0, 0, 3, 1, 5, 0, 2, 4, 0, 6]) {
      const { text } = await hear(gateway, clients[0]!, false);
      expect(text).toBe("Hello");
      await sleep(pause);
    }
  },
);
