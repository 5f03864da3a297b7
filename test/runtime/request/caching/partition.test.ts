/** No answer crosses to a request that could be answered otherwise: random requests, held against a reading of their own. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { afterTest } from "../../after-test.ts";
import { runtime } from "../../running.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";
import { askAs, type Cached, cached, keys, specOf, toldOf } from "./cached.ts";

interface Asked {
  readonly key: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

const one = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** Mostly the first, so that equal requests come up. */
const mostly = <T>(first: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: one(...others) });

const shared = {
  model: mostly("chat", "other"),
  temperature: mostly(undefined, 0, 1),
  stream: one(true, false),
  text: mostly("What is it?", "What is it", "what is it?", "What was it?"),
  earlier: mostly(undefined, "Before.", "Before"),
  system: mostly("Be brief.", "Be brief", undefined),
  tool: mostly(undefined, "weather", "time"),
  user: mostly(undefined, "u1", "u2"),
  note: one(undefined, "a", "b"),
};

type Drawn = { [K in keyof typeof shared]: (typeof shared)[K] extends fc.Arbitrary<infer T> ? T : never };

const turns = ({ text, earlier }: Drawn): object[] => [
  ...(earlier === undefined
    ? []
    : [
        { role: "user", content: earlier },
        { role: "assistant", content: "Yes." },
      ]),
  { role: "user", content: text },
];

const schema = { type: "object", properties: {} };

const chat = fc
  .record({ ...shared, format: mostly(undefined, "json_object"), stop: mostly(undefined, ["x"]) })
  .map(({ format, stop, ...drawn }): [string, object] => [
    "/v1/chat/completions",
    {
      ...plain(drawn),
      messages: [...(drawn.system === undefined ? [] : [{ role: "system", content: drawn.system }]), ...turns(drawn)],
      ...(drawn.tool && { tools: [{ type: "function", function: { name: drawn.tool, parameters: schema } }] }),
      ...(drawn.user && { user: drawn.user }),
      ...(drawn.note && { metadata: { note: drawn.note } }),
      ...(format && { response_format: { type: format } }),
      ...(stop && { stop }),
    },
  ]);

const messages = fc
  .record({ ...shared, tokens: mostly(100, 200), topK: mostly(undefined, 5) })
  .map(({ tokens, topK, ...drawn }): [string, object] => [
    "/v1/messages",
    {
      ...plain(drawn),
      max_tokens: tokens,
      messages: turns(drawn),
      ...(drawn.system !== undefined && { system: drawn.system }),
      ...(drawn.tool && { tools: [{ name: drawn.tool, input_schema: schema }] }),
      ...(drawn.user && { metadata: { user_id: drawn.user } }),
      ...(topK && { top_k: topK }),
    },
  ]);

const responses = fc
  .record({ ...shared, verbosity: mostly(undefined, "low") })
  .map(({ verbosity, ...drawn }): [string, object] => [
    "/v1/responses",
    {
      ...plain(drawn),
      store: false,
      input: drawn.earlier === undefined && drawn.note === undefined ? drawn.text : turns(drawn),
      ...(drawn.system !== undefined && { instructions: drawn.system }),
      ...(drawn.tool && { tools: [{ type: "function", name: drawn.tool, parameters: schema }] }),
      ...(drawn.user && { user: drawn.user }),
      ...(drawn.note && { metadata: { note: drawn.note } }),
      ...(verbosity && { text: { verbosity } }),
    },
  ]);

function plain({ model, temperature, stream }: Drawn): object {
  return { model, stream, ...(temperature !== undefined && { temperature }) };
}

const requests: fc.Arbitrary<Asked> = fc
  .record({ key: one("alice", "bob", "carol"), said: fc.oneof(chat, messages, responses) })
  .map(({ key, said: [path, body] }) => ({ key, path, body: body as Record<string, unknown> }));

const teams: Record<string, string> = { alice: "red", bob: "red", carol: "blue" };

/** As one would say it who has never seen how it is built: what one may have the other may have. */
function mayShare(a: Asked, b: Asked, scope: string): boolean {
  if (scope === "key" && a.key !== b.key) return false;
  if (scope === "team" && teams[a.key] !== teams[b.key]) return false;
  return a.path === b.path && isDeepStrictEqual(readable(a.body), readable(b.body));
}

/** Without how it is sent, and what no model reads. */
function readable({ stream: _, metadata, ...body }: Record<string, unknown>): object {
  const { user_id } = (metadata ?? {}) as { user_id?: string };
  return { ...body, ...(user_id && { user_id }) };
}

test.each(["key", "team", "global"] as const)(
  "scope %s: a hit is of an equal request, and equal requests are hits",
  async (scope) => {
    const { gateway } = await cached({ scope });
    await held(scope, () => gateway, fc.sample(requests, { numRuns: 600, seed: 20_261_127 }));
  },
  60_000,
);

test.skipIf(!hasRedis)(
  "two instances on one Redis: what the one has kept the other gives, and to nobody else",
  async () => {
    const redis = await RedisServer.start();
    afterTest(() => redis.stop());
    const { gateway, provider } = await cached({ scope: "team" }, { cache: redis.url });
    const options = { keys: [...keys], cache: redis.url };
    const both = [gateway, await runtime(specOf({ scope: "team" }), { one: provider.url }, options)];
    await held("team", (i) => both[i % 2]!, fc.sample(requests, { numRuns: 400, seed: 20_261_128 }));
  },
  60_000,
);

/** Each request is answered with a number of its own, by which it is known who was asked for it. */
async function held(scope: string, gateway: (i: number) => Cached["gateway"], asked: readonly Asked[]): Promise<void> {
  const makers: Asked[] = [];
  let hits = 0;
  for (const [i, request] of asked.entries()) {
    const reply = await askAs(gateway(i), request.body, request);
    expect([reply.status, reply.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    const number = Number(/Answer (\d+)/.exec(reply.text)?.[1]);
    const { outcome } = toldOf(reply);
    if (outcome === "miss") {
      expect(makers.some((maker) => mayShare(maker, request, scope))).toBe(false);
      makers[number] = request;
      continue;
    }
    expect(outcome).toBe("hit");
    hits += 1;
    expect([mayShare(makers[number]!, request, scope), makers[number], request]).toEqual([
      true,
      makers[number],
      request,
    ]);
  }
  expect(hits).toBeGreaterThan(asked.length / 20);
}
