import { type JsonObject, objectOf } from "../json.ts";
import { badRequest, RequestProblem } from "../problem.ts";
import type { Reasoning } from "../question.ts";

const budgets: Readonly<Record<string, number>> = { minimal: 4, low: 16, medium: 64, high: 256, xhigh: 512, max: 512 };
const all = ["none", ...Object.keys(budgets)];

interface ModelTraits {
  /** What it may be told about its thoughts; none where it has none. */
  readonly efforts: readonly string[];
  /** What it does when it is told nothing. */
  readonly byItself: string;
  /** It samples in its own way and calls its limit by the newer name. */
  readonly isStrict: boolean;
}

const everything: ModelTraits = { efforts: all, byItself: "none", isStrict: false };
const withoutThoughts: ModelTraits = { efforts: [], byItself: "none", isStrict: false };

/** What a model's name says about it. Hosts of the same wire have names of other forms, which take everything. */
function traitsOf(model: string): ModelTraits {
  if (/^gpt-[34]/.test(model)) return withoutThoughts;
  if (/^o\d/.test(model)) return { efforts: ["low", "medium", "high"], byItself: "medium", isStrict: true };
  const [, major, minor = "0"] = /^gpt-([56])(?:\.(\d+))?(?!.*(?:chat|search))/.exec(model) ?? [];
  if (major === undefined) return everything;
  if (major === "5" && minor === "0") {
    return { efforts: ["minimal", "low", "medium", "high"], byItself: "medium", isStrict: true };
  }
  const alwaysThinks = /codex|pro/.test(model);
  return {
    efforts: all.filter((effort) => effort !== "minimal"),
    byItself: alwaysThinks ? "medium" : "none",
    isStrict: true,
  };
}

/** One maker's models end every stream with its usage, and refuse to be asked for it. */
export function tellsUsageUnasked(model: string): boolean {
  return /^(?:mistral|ministral|magistral|codestral|devstral|pixtral|voxtral)\b/.test(model);
}

/**
 * What the model thinks. Hosts of the same wire that tell it ask for it in ways of their own.
 * @throws RequestProblem
 */
export function readReasoning(model: string, body: JsonObject): Reasoning | undefined {
  const { efforts, byItself } = traitsOf(model);
  const shown = objectOf(body.thinking).type === "enabled" || body.enable_thinking === true;
  const asked = body.reasoning_effort ?? undefined;
  if (asked !== undefined && efforts.length === 0) {
    badRequest("Unrecognized request argument supplied: reasoning_effort", "reasoning_effort");
  }
  if (asked !== undefined && !efforts.includes(String(asked))) {
    const supported = efforts.map((effort) => `'${effort}'`).join(", ");
    refuse(
      `Unsupported value: 'reasoning_effort' does not support '${asked}' with this model. Supported values are: ${supported}.`,
      "reasoning_effort",
      "unsupported_value",
    );
  }
  const effort = asked === undefined ? (shown ? "medium" : byItself) : String(asked);
  return effort === "none" ? undefined : { budget: budgets[effort] ?? 0, shown };
}

const sampling = { temperature: 1, top_p: 1, presence_penalty: 0, frequency_penalty: 0 };
const foreign = ["logprobs", "top_logprobs", "logit_bias", "max_tokens"];

/**
 * Models that think refuse what steers sampling, and the older name of the limit.
 * @throws RequestProblem
 */
export function checkModel(model: string, body: JsonObject, thinks: boolean): void {
  if (!traitsOf(model).isStrict) return;
  if (body.max_tokens !== undefined && body.max_tokens !== null) {
    refuse(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "max_tokens",
      "unsupported_parameter",
    );
  }
  if (!thinks) return;
  for (const [name, only] of Object.entries(sampling)) {
    const value = body[name] ?? only;
    if (value === only) continue;
    refuse(
      `Unsupported value: '${name}' does not support ${value} with this model. Only the default (${only}) value is supported.`,
      name,
      "unsupported_value",
    );
  }
  const name = foreign.find((one) => body[one] !== undefined && body[one] !== null);
  if (name !== undefined) {
    refuse(`Unsupported parameter: '${name}' is not supported with this model.`, name, "unsupported_parameter");
  }
}

function refuse(message: string, param: string, code: string): never {
  throw new RequestProblem({ kind: "bad-request", message, param, code });
}
