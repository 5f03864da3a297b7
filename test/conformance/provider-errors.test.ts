/**
 * What hosts of the client's own wire answer where an account, a limit, a filter or a window is in the way, as provider-errors.json has it
 * from their documentation and from reports of their users: the class that a fallback goes by.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { failures } from "../../runtime/failures.ts";
import type { FailureClass } from "../../semantics/failures.ts";
import { ask, provider, runtime } from "../runtime/running.ts";

interface Documented {
  docs: string;
  /** Status, body, and the class of the failure. */
  answers: [number, object, FailureClass][];
}

const documented = JSON.parse(readFileSync(new URL("provider-errors.json", import.meta.url), "utf8")) as Record<
  string,
  Documented
>;

/** One target, whose every answer is this. */
async function answering(status: number, body: object): Promise<Awaited<ReturnType<typeof runtime>>> {
  const url = await provider((_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  return runtime({ targets: { "p/m": { dialect: "openai" } }, routes: { chat: { use: ["p/m"] } } }, { p: url });
}

const hello = { model: "chat", messages: [{ role: "user", content: "Hi" }] };

describe.each(Object.entries(documented))("%s", (_, { docs, answers }) => {
  test.each(answers.map(([status, body, name]) => [status, JSON.stringify(body), name, body] as const))(
    `answers %i %s: ${docs}`,
    async (status, _text, name, body) => {
      const gateway = await answering(status, body);
      const reply = await ask(gateway, { body: hello });
      expect(reply.json.error?.attempts?.[0]).toMatchObject({ failure: name });
      // What a provider says of the request's form stays as it said it.
      expect(reply.status).toBe(status === 422 && /bad-request|unsupported/.test(name) ? 422 : failures[name].status);
      const streamed = await ask(gateway, { body: { ...hello, stream: true } });
      expect(streamed.json.error?.attempts?.[0]).toMatchObject({ failure: name });
    },
  );
});

test("which filter the content hit is told to clients of all endpoints", async () => {
  const [[, body] = []] = documented.azure!.answers;
  const gateway = await answering(400, body!);
  const { innererror } = (body as { error: { innererror: object } }).error;
  const chat = await ask(gateway, { body: hello });
  expect(chat.json.error).toMatchObject({ type: "invalid_request_error", code: "content_filter", innererror });
  const messages = await ask(gateway, { path: "/v1/messages", body: { ...hello, max_tokens: 9 } });
  expect(messages.json.error).toMatchObject({ type: "invalid_request_error", innererror });
  const responses = await ask(gateway, { path: "/v1/responses", body: { model: "chat", input: "Hi" } });
  expect(responses.json.error).toMatchObject({ code: "content_filter", innererror });
});
