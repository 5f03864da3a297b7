import { expect, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const policy = `metadata: { sensitivity: [public, pii] }
routes:
  chat:
    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
    cache:
      exact: true
      normalised: true
      semantic: { embedder: mistral/mistral-embed, maxWrongHitRate: 0.01 }
    record: true
`;
const sensitive = 'sensitive: r.metadata.sensitivity === "pii"\n';

test("serve refuses a table that records by the name of that part", async () => {
  const path = temporaryFolder({ "p.yaml": policy.replace(/^metadata.*\n/, "") });
  expect(await runCommand(["build", path("p.yaml"), "--any-runtime"])).toMatchObject({ code: 0 });
  const { code, err } = await runCommand(["serve", path("p.table.json"), "--simulate", "--port", "0"]);
  expect(code).not.toBe(0);
  expect(err).toContain("does not have: route/record.");
});

test("decide replays the request that shows what is recorded", async () => {
  const path = temporaryFolder({ "p.yaml": policy + sensitive });
  const { code, out } = await runCommand(["check", path("p.yaml"), "--witnesses", path("shown/")]);
  expect([code, out]).toEqual([1, expect.stringContaining("data/sensitive-recorded")]);
  const request = path("shown/data-sensitive-recorded-1.json");
  const replayed = await runCommand(["decide", path("p.yaml"), "--request", request]);
  expect(replayed).toMatchObject({ code: 0, out: expect.stringContaining("openai/gpt-5.4-mini") });
});
