import { type JsonObject, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question, Reasoning } from "../question.ts";
import type { Message } from "./messages.ts";
import type { ModelTraits } from "./models.ts";

const budgets: Readonly<Record<string, number>> = { low: 16, medium: 64, high: 256, xhigh: 512, max: 512 };

/**
 * What the model thinks before it answers.
 * @throws RequestProblem
 */
export function readThinking(
  body: JsonObject,
  messages: readonly Message[],
  choice: Question["toolChoice"],
  traits: ModelTraits,
): Reasoning | undefined {
  const { type, budget_tokens: tokens, display } = objectOf(body.thinking);
  const effort = objectOf(body.output_config).effort;
  if (effort !== undefined && !Object.hasOwn(budgets, stringOf(effort))) {
    badRequest("output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
  }
  const budget = budgets[stringOf(effort) || "high"] ?? 0;
  const shown = display !== "omitted";
  if (body.thinking === undefined) return traits.thinksByItself ? { budget, shown } : undefined;
  if (type === "disabled") return undefined;
  if (type !== "enabled" && type !== "adaptive") {
    badRequest(
      `thinking: Input tag '${type}' found using 'type' does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'`,
    );
  }
  checkBeside(body, choice);
  if (type === "adaptive") return { budget, shown };
  checkBudget(tokens, body.max_tokens, traits);
  checkLoop(messages);
  return { budget: Number(tokens), shown };
}

function checkBudget(tokens: unknown, maxTokens: unknown, { takesBudget }: ModelTraits): void {
  if (!takesBudget) {
    badRequest(
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control ' +
        "thinking behavior.",
    );
  }
  if (!Number.isInteger(tokens)) badRequest("thinking.enabled.budget_tokens: Field required");
  if (Number(tokens) < 1024)
    badRequest("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
  if (maxTokens !== undefined && Number(maxTokens) <= Number(tokens)) {
    badRequest("`max_tokens` must be greater than `thinking.budget_tokens`.");
  }
}

function checkBeside({ temperature, top_p: topP, top_k: topK }: JsonObject, choice: Question["toolChoice"]): void {
  if (temperature !== undefined && temperature !== 1) {
    badRequest("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.");
  }
  if (topK !== undefined) badRequest("`top_k` must be unset when thinking is enabled or in adaptive mode.");
  if (topP !== undefined && Number(topP) < 0.95) {
    badRequest("`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode.");
  }
  if (choice !== "auto" && choice !== "none")
    badRequest("Thinking may not be enabled when tool_choice forces tool use.");
}

/** Inside a loop of tools with a budget, the last turn must begin with what was thought. */
function checkLoop(messages: readonly Message[]): void {
  const isLoop = messages.at(-1)?.blocks.some(({ type }) => type === "tool_result");
  const first = messages.at(-2)?.blocks[0]?.type;
  if (!isLoop || first === "thinking" || first === "redacted_thinking") return;
  badRequest(
    `messages.${messages.length - 2}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first}\`. When ` +
      "`thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of " +
      "`tool_use` and `tool_result` blocks). To avoid this requirement, disable `thinking`.",
  );
}
