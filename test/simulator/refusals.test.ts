/** What each API refuses, in its own words, as its reference or reports of its users have them. */
import { describe, expect, test } from "vitest";
import type { SimulatorDialect } from "../../simulator/wires.ts";
import { start } from "./ask.ts";
import { anthropic } from "./refusals/anthropic.ts";
import { bedrock } from "./refusals/bedrock.ts";
import { cohere } from "./refusals/cohere.ts";
import { gemini, vertex } from "./refusals/google.ts";
import { ollama } from "./refusals/ollama.ts";
import { openai } from "./refusals/openai.ts";
import { openaiResponses } from "./refusals/openai-responses.ts";
import type { Refusal } from "./refusals/refusal.ts";
import { speak } from "./spoken.ts";

const refusals: Readonly<Record<SimulatorDialect, readonly Refusal[]>> = {
  openai,
  "openai-responses": openaiResponses,
  "azure-openai": openai,
  anthropic,
  gemini,
  vertex,
  "bedrock-converse": bedrock,
  cohere,
  ollama,
};

describe.each(Object.entries(refusals) as [SimulatorDialect, readonly Refusal[]][])(
  "the %s dialect refuses",
  (dialect, list) => {
    test.each(list)("$name", async ({ body, words, status }) => {
      const simulator = await start({ dialect });
      for (const stream of [false, true]) {
        const told = await speak(simulator, stream, { body });
        expect([told.status, told.headers.get("content-type")]).toEqual([status, "application/json"]);
        const { error, message } = JSON.parse(told.bytes.toString("utf8")) as {
          error?: { message: string } | string;
          message?: string;
        };
        expect(message ?? (typeof error === "string" ? error : error?.message)).toMatch(words);
      }
    });

    test("nothing of the smallest request", async () => {
      expect((await speak(await start({ dialect }), false)).status).toBe(200);
    });
  },
);
