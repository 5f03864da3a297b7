/**
 * `npm run verify:litellm`: the same request, under the same failures, through LiteLLM's own router and through this runtime
 * with the imported policy. Both must meet the same deployments in the same order, or the import must have said that the
 * order is another one. Without Python, or where LiteLLM cannot be installed, it is skipped, and says so.
 */
import { parse } from "yaml";
import { importPolicy } from "../../../../compiler/import/import-policy.ts";
import { startRuntime } from "../../../../runtime/main.ts";
import { hashKey } from "../../../../runtime/state/keys.ts";
import { compileFiles } from "../../in-memory.ts";
import { type RouterCase, routerCases } from "./cases.ts";
import { type Deployments, startDeployments } from "./deployments.ts";
import { startRouter } from "./start-router.ts";

const KEY = "test-key";

const router = await startRouter();
if ("skipped" in router) {
  console.log(`verify:litellm is skipped: ${router.skipped}`);
  process.exit(0);
}
const deployments = await startDeployments();
let failed = 0;
for (const one of routerCases) {
  const text = filledIn(one.config, deployments.port);
  const imported = importPolicy("litellm", { name: "config.yaml", text }, { today: "2026-11-20" });
  const told = imported.diagnostics.map(({ message, help }) => `${message} ${help ?? ""}`).join("\n");
  const theirs = await under(one, deployments, () => router.ask(parse(text), one.model));
  const ours = await under(one, deployments, () => served(imported, one.model));
  const isSame = theirs.join() === ours.join();
  const isRight = one.said ? one.said.test(told) : isSame;
  if (!isRight) failed += 1;
  const outcome = isSame ? theirs.join(", ") : `LiteLLM ${theirs.join(", ")} · here ${ours.join(", ")}`;
  console.log(
    `${isRight ? "ok" : "NOT"}  ${one.name}: ${outcome}${one.said && isRight ? " (said by the import)" : ""}`,
  );
}
await deployments.close();
router.close();
console.log(`LiteLLM ${router.version}: ${routerCases.length} cases, ${failed} not as they should be`);
process.exitCode = failed > 0 ? 1 : 0;

/** What was asked while a request ran. */
async function under({ faults }: RouterCase, at: Deployments, request: () => Promise<unknown>): Promise<string[]> {
  at.asked.length = 0;
  at.faults = faults;
  await request();
  return [...at.asked];
}

function filledIn(config: string, port: number): string {
  return config
    .replace(
      /\$([abc])\b/g,
      `model: openai/$1, api_base: "http://127.0.0.1:${port}/v1", api_key: os.environ/LOOPBACK_KEY`,
    )
    .replaceAll("$info", "model_info: { max_input_tokens: 32000 }");
}

async function served({ policy, overlay }: ReturnType<typeof importPolicy>, model: string): Promise<unknown> {
  const { table, diagnostics } = compileFiles({
    "routes.yaml": policy ?? "",
    ...(overlay === undefined ? {} : { "catalog.yaml": overlay }),
  });
  if (!table)
    throw new Error(`the imported policy does not compile: ${diagnostics.map(({ message }) => message).join("; ")}`);
  const runtime = await startRuntime({
    table: table.text,
    port: 0,
    operatorPort: 0,
    env: { LOOPBACK_KEY: "sk-loopback" },
    keys: [{ id: "k1", hash: hashKey(KEY), tags: [] }],
    log: () => {},
  });
  try {
    const answer = await fetch(`${runtime.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ model, messages: [{ role: "user", content: "hello" }] }),
    });
    return await answer.text();
  } finally {
    await runtime.close();
  }
}
