/** What a model takes by its name agrees with what the catalog says of it, which was written from other sources. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { SimulatorDialect } from "../../simulator/wires.ts";
import { start } from "./ask.ts";
import { spoken } from "./spoken.ts";

interface Model {
  kind: string;
  status?: string;
  efforts?: string[];
  parameters?: { drop?: string[] };
}

interface Case {
  provider: string;
  dialect: SimulatorDialect;
  path(model: string): string;
  effort(effort: string): object;
  temperature: object;
}

const cases: Case[] = [
  {
    provider: "openai",
    dialect: "openai",
    path: () => "/v1/chat/completions",
    effort: (reasoning_effort) => ({ reasoning_effort }),
    temperature: { temperature: 0.5 },
  },
  {
    provider: "anthropic",
    dialect: "anthropic",
    path: () => "/v1/messages",
    effort: (effort) => ({ thinking: { type: "adaptive" }, output_config: { effort } }),
    temperature: { temperature: 0.5 },
  },
  {
    provider: "google",
    dialect: "gemini",
    path: (model) => `/v1beta/models/${model}:generateContent`,
    effort: (effort) => ({ generationConfig: { thinkingConfig: { thinkingLevel: effort.toUpperCase() } } }),
    temperature: { generationConfig: { temperature: 0.5 } },
  },
];

describe.each(cases)("chat models of $provider", ({ provider, dialect, path, effort, temperature }) => {
  const { models } = parse(readFileSync(`catalog/${provider}/models.yaml`, "utf8")) as {
    models: Record<string, Model>;
  };
  const chat = Object.entries(models).filter(([, { kind, status }]) => kind === "chat" && status !== "retired");

  async function ask(url: string, model: string, more: object): Promise<number> {
    const { headers, body } = spoken[dialect];
    const named = dialect === "gemini" ? {} : { model };
    const response = await fetch(url + path(model), {
      method: "POST",
      headers,
      body: JSON.stringify({ ...body(false), ...named, ...more }),
    });
    await response.text();
    return response.status;
  }

  test("think as hard as the catalog lists", async () => {
    const { url } = await start({ dialect });
    const listed = chat.flatMap(([model, { efforts = [] }]) => efforts.map((name) => ({ model, name })));
    const refused: string[] = [];
    for (const { model, name } of listed) {
      if ((await ask(url, model, effort(name))) !== 200) refused.push(`${model}: ${name}`);
    }
    expect(listed.length).toBeGreaterThan(10);
    expect(refused).toEqual([]);
  });

  test("take a temperature where the catalog sends one", async () => {
    const { url } = await start({ dialect });
    const sent = chat.filter(([, { parameters }]) => !parameters?.drop?.includes("temperature"));
    const refused: string[] = [];
    for (const [model] of sent) if ((await ask(url, model, temperature)) !== 200) refused.push(model);
    expect(sent.length).toBeGreaterThan(10);
    expect(refused).toEqual([]);
  });

  test("refuse a temperature only where the catalog drops it", async () => {
    const { url } = await start({ dialect });
    const refused: string[] = [];
    for (const [model] of chat) if ((await ask(url, model, temperature)) === 400) refused.push(model);
    expect(refused.length > 0).toBe(dialect !== "gemini");
    expect(refused.filter((model) => !models[model]?.parameters?.drop?.includes("temperature"))).toEqual([]);
  });
});
