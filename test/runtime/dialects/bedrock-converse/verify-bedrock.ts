/**
 * `npm run verify:bedrock`: holds what we write for Converse to the model of the service that AWS's own Python client has: every fixture
 * and the requests of some hundred random conversations. Needs python3 with pip; without it nothing is shown, and it says so.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bedrockConverse } from "../../../../runtime/dialects/bedrock-converse/dialect.ts";
import { readChatRequest } from "../../../../runtime/endpoints/chat-completions/read-request.ts";
import { targetPaths } from "../../../../runtime/upstream/target-paths.ts";
import type { TableTarget } from "../../../../schemas/table.ts";
import { seededRandom } from "../../../../simulator/random.ts";
import { randomConversation } from "../random-conversation.ts";

interface Case {
  name: string;
  model: string;
  path: string;
  body: unknown;
}

const root = join(import.meta.dirname, "../../../..");
const packages = join(tmpdir(), "pointsman-botocore");
const models = [
  "us.anthropic.claude-sonnet-4-6",
  "amazon.nova-2-lite-v1:0",
  "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc",
];

function main(): number {
  if (!runs("python3", ["-m", "pip", "--version"])) {
    console.log("skipped: nothing was verified, as there is no python3 with pip");
    return 0;
  }
  if (
    !existsSync(packages) &&
    !runs("python3", ["-m", "pip", "install", "--quiet", "--target", packages, "botocore"])
  ) {
    console.log("skipped: nothing was verified, as botocore could not be installed");
    return 0;
  }
  const cases = [...fixtures(), ...conversations()];
  const script = join(import.meta.dirname, "validate-converse.py");
  const env = { ...process.env, PYTHONPATH: packages };
  const { status } = spawnSync("python3", [script], {
    input: cases.map((one) => JSON.stringify(one)).join("\n"),
    env,
    stdio: ["pipe", "inherit", "inherit"],
  });
  return status ?? 1;
}

function runs(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

function fixtures(): Case[] {
  const folder = join(root, "runtime/dialects/bedrock-converse/fixtures");
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name, "wire.json");
    const { body } = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { body?: unknown }) : {};
    return body === undefined ? [] : [{ name, body, ...addressed(models[0]!) }];
  });
}

function conversations(): Case[] {
  return Array.from({ length: 300 }, (_, seed) => seed).flatMap((seed) => {
    const { tools, requests } = randomConversation(seededRandom("botocore", String(seed)));
    const model = models[seed % models.length]!;
    return requests.map((messages, turn) => {
      const asked = readChatRequest({ model: "r", messages, tools, temperature: 1.5, max_tokens: 5 });
      if ("class" in asked) throw new Error(asked.detail);
      const written = bedrockConverse.request(asked, { ...target, model });
      if ("class" in written) throw new Error(written.detail);
      return { name: `conversation ${seed}, turn ${turn}`, body: written.body, ...addressed(model) };
    });
  });
}

const target: TableTarget = {
  id: "p/m",
  provider: 0,
  model: "",
  context: 200_000,
  lacks: [],
  price: { input: 3, output: 15, cacheRead: 0.3 },
  parameters: {},
};

function addressed(model: string): { model: string; path: string } {
  return { model, path: targetPaths({ chatUrl: "https://bedrock.example/model/{model}/converse" }, model).whole };
}

process.exitCode = main();
