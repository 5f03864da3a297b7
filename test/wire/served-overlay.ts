/** A policy over invented providers: compiled with its proofs, and served by the real runtime, each provider a real server. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import type { Compilation } from "../../compiler/index.ts";
import { type Runtime, startRuntime } from "../../runtime/main.ts";
import type { KeyRecord } from "../../runtime/state/keys.ts";
import type { Witness, WitnessKey } from "../../schemas/witness.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { keyRecord, provider } from "../runtime/running.ts";

/** What a provider does with every request. */
export type Conduct = "answer" | "reset" | "silence" | "no-json" | "cut" | Refused | number;

/** A refusal of the request itself, with its code. */
type Refused = "content_filter" | "context_length_exceeded" | "invalid_value";

const refused: readonly Conduct[] = ["content_filter", "context_length_exceeded", "invalid_value"] satisfies Refused[];

export interface ServedOverlay {
  readonly runtime: Runtime;
  /** By provider: the bodies that it got. */
  readonly got: ReadonlyMap<string, Record<string, unknown>[]>;
  behave(provider: string, conduct: Conduct): void;
}

/** Providers that speak the dialect `openai`, one of each law, with a model `m` each; `more` by provider. */
export function overlayOf(
  laws: Readonly<Record<string, string>>,
  more: Readonly<Record<string, { provider?: string; model?: string }>> = {},
): string {
  const ids = Object.keys(laws);
  const providers = ids.map(
    (id) =>
      `  ${id}: { dialect: openai, baseUrl: "https://${id}.invalid/v1", hosting: self-hosted, jurisdiction: ${laws[id]}${more[id]?.provider ?? ""} }`,
  );
  const models = ids.map((id) => `  ${id}/m: { context: 100000${more[id]?.model ?? ""} }`);
  return ["providers:", ...providers, "models:", ...models, ""].join("\n");
}

export function compiled(policy: string, overlay: string): Compilation {
  return compileFiles({ "routes.yaml": policy, "catalog.yaml": overlay });
}

/** By the invariant's name. */
export function verdicts({ proofs }: Compilation): Record<string, string> {
  return Object.fromEntries(
    proofs.flatMap(({ code, claim, verdict }) => (code === "invariant" ? [[claim, verdict]] : [])),
  );
}

/** The request that refutes an invariant. */
export function witnessOf({ diagnostics }: Compilation): Witness {
  const shown = diagnostics.find(({ code }) => code === "invariant/refuted")?.shown;
  if (!shown) throw new Error("nothing is refuted");
  return shown.witness;
}

/** The message of the finding about an invariant. */
export function refutation({ diagnostics }: Compilation): string {
  return diagnostics.find(({ code }) => code === "invariant/refuted")?.message ?? "";
}

/** Whatever the verifier says of the policy. */
export async function serveOverlay(
  policy: string,
  overlay: string,
  ids: readonly string[],
  caller: Partial<WitnessKey> = {},
): Promise<ServedOverlay> {
  const compilation = compileFiles({ "routes.yaml": policy, "catalog.yaml": overlay }, { verify: false });
  if (!compilation.table) throw new Error(compilation.diagnostics.map(({ message }) => message).join("\n"));
  const conducts = new Map<string, Conduct>();
  const got = new Map<string, Record<string, unknown>[]>(ids.map((id) => [id, []]));
  const standIns: Record<string, string> = {};
  for (const id of ids) {
    standIns[id] = await provider((request, response, body) => {
      got.get(id)!.push(JSON.parse(body) as Record<string, unknown>);
      act(conducts.get(id) ?? "answer", request, response);
    });
  }
  const runtime = await startRuntime({
    ...{ table: compilation.table.text, port: 0, operatorPort: 0, keys: [{ ...keyRecord, ...caller } as KeyRecord] },
    ...{ env: { KEY_A: "a", KEY_B: "b" }, standIns, log: () => undefined },
  });
  onTestFinished(() => runtime.close());
  return { runtime, got, behave: (id, conduct) => void conducts.set(id, conduct) };
}

const answer = JSON.stringify({
  id: "1",
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "Hello." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

function act(conduct: Conduct, { socket }: IncomingMessage, response: ServerResponse): void {
  if (conduct === "silence") return;
  if (conduct === "reset") {
    socket.destroy();
    return;
  }
  response.setHeader("content-type", "application/json");
  if (conduct === "cut") {
    response.setHeader("content-length", answer.length);
    response.write(answer.slice(0, 20), () => socket.destroy());
    return;
  }
  if (refused.includes(conduct)) {
    response.statusCode = 400;
    response.end(
      JSON.stringify({ error: { message: "no", type: "invalid_request_error", code: conduct, param: null } }),
    );
    return;
  }
  if (typeof conduct === "number") response.statusCode = conduct;
  response.end(conduct === "answer" ? answer : conduct === "no-json" ? "<html>" : "{}");
}
