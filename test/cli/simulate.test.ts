import { expect, test } from "vitest";
import { runUntil } from "./recording-terminal.ts";

test("simulate answers until it is stopped, with the faults it was given", async () => {
  let origin = "";
  const { code, err } = await runUntil(["simulate", "--dialect", "openai", "--faults", "500"], async (_said, url) => {
    origin = url;
    const [first, second] = [await ask(url), await ask(url)];
    expect([first.status, second.status]).toEqual([500, 200]);
    expect(await second.json()).toMatchObject({ choices: [{ message: { role: "assistant" } }] });
  });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  await expect(fetch(origin)).rejects.toThrow();
});

function ask(url: string): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hello" }] }),
  });
}
