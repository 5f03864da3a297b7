import { expect, test } from "vitest";
import { ask, KEY, runtime, simulator } from "../running.ts";

test("of what a client asks for by the provider's own header, the words that the catalog knows go on, and no others", async () => {
  const provider = await simulator({ dialect: "anthropic" });
  const { url } = await runtime(
    {
      targets: { "p/claude-haiku-4-5": { dialect: "anthropic" } },
      routes: { chat: { use: ["p/claude-haiku-4-5"] } },
      providers: { p: { betas: { header: "x-beta", names: ["known-1", "known-2"] } } },
    },
    { p: provider.url },
  );
  const body = { model: "chat", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] };
  const sent = async (headers: Record<string, string>) => {
    const reply = await ask({ url }, { path: "/v1/messages", headers: { "x-api-key": KEY, ...headers }, body });
    expect(reply.status).toBe(200);
    return provider.requests.at(-1)!.headers["x-beta"];
  };
  expect(await sent({ "X-Beta": "known-2, dear-3,known-1,known-2" })).toBe("known-2,known-1");
  expect(await sent({ "x-beta": "dear-3" })).toBeUndefined();
  expect(await sent({})).toBeUndefined();
});
