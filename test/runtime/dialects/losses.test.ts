/** What a dialect loses of a chat's parameters, each sent alone through serve, is what its README says, name by name. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { type ChatParameterName, chatParameters } from "../../../schemas/parameters/chat.ts";
import { ownChat, plainChat } from "../endpoints/bad-input/bodies/chat-completions.ts";
import { type Gateway, startGateway } from "../endpoints/bad-input/gateway.ts";

/** By folder, the route of the gateway that is served in it. */
const routes: Readonly<Record<string, string>> = {
  ...{ openai: "openai", "azure-openai": "azure", anthropic: "anthropic", gemini: "gemini", vertex: "vertex" },
  ...{ "bedrock-converse": "bedrock", cohere: "cohere", ollama: "ollama", "openai-responses": "responses" },
};

/** Other than in the bodies that say every parameter, or needed beside it. */
const values: Readonly<Partial<Record<ChatParameterName, object>>> = {
  tool_choice: { tool_choice: "required" },
  response_format: { response_format: { type: "json_object" } },
  top_logprobs: { top_logprobs: 2, logprobs: true },
  store: { store: true },
  stream: {},
  stream_options: {},
  // How a model is told to think is the catalog's to say.
  reasoning_effort: {},
};
const { tools } = plainChat;
const messages = [{ role: "user", content: "Hi" }];

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  return () => gateway.close();
});

async function lossesAt(route: string): Promise<{ dropped: string[]; refused: string[] }> {
  const losses = { dropped: [] as string[], refused: [] as string[] };
  for (const name of Object.keys(chatParameters) as ChatParameterName[]) {
    if (name === "model" || name === "messages") continue;
    const member = name === "n" ? { n: 2 } : { [name]: plainChat[name] ?? ownChat[name] };
    const body = { model: `chat-${route}`, messages, tools, max_tokens: 300, ...(values[name] ?? member) };
    const { status, headers, text } = await gateway.post("/v1/chat/completions", JSON.stringify(body));
    expect([200, 400], text).toContain(status);
    if (status === 400) losses.refused.push(name);
    else if (listed(headers["x-pointsman-dropped"]).includes(name)) losses.dropped.push(name);
  }
  return losses;
}

function listed(header: string | string[] | undefined): string[] {
  return String(header ?? "").split(", ");
}

/** Parameters that a point of the README's list of losses names. */
function namesIn(readme: string, about: RegExp): string[] {
  const points = [...readme.matchAll(/^- (?:.|\n(?![-\n#]))*/gm)]
    .map(([point]) => point)
    .filter((point) => about.test(point));
  const named = points.flatMap((point) => [...point.matchAll(/`([a-z_]+)(: true)?`/g)].map(([, name]) => name!));
  return named.filter((name) => Object.hasOwn(chatParameters, name));
}

test.each(Object.entries(routes))("%s", async (folder, route) => {
  const readme = readFileSync(new URL(`../../../runtime/dialects/${folder}/README.md`, import.meta.url), "utf8");
  const { dropped, refused } = await lossesAt(route);
  expect(namesIn(readme, /x-pointsman-dropped/).sort()).toEqual(dropped.sort());
  expect(namesIn(readme, /refused(,\s+or\s+another\s+target| as `unsupported`)/i).sort()).toEqual(refused.sort());
});
