import * as completions from "../openai/errors.ts";
import type { Problem } from "../problem.ts";
import type { ErrorAnswer } from "../wire.ts";

const denied =
  "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active " +
  "subscription and use a correct regional API endpoint for your resource.";
const noDeployment =
  "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait " +
  "a moment and try again.";

/** The host's own failures have a code and words; what the model's side refuses looks as it does elsewhere. */
export function toError(problem: Problem): ErrorAnswer {
  const { status, headers, body } = completions.toError(problem);
  switch (problem.kind) {
    case "no-key":
    case "wrong-key":
      return { status, headers, body: own("401", denied) };
    case "no-such-path":
      return { status, headers, body: own("404", "Resource not found") };
    case "no-such-model":
      return { status, headers, body: own("DeploymentNotFound", noDeployment) };
    case "rate-limit":
      return { status, headers, body: own("429", rateLimit(problem.retryAfter ?? 1)) };
    case "content-filter":
      return { status, headers, body: filtered() };
    default:
      return { status, headers, body };
  }
}

function own(code: string, message: string): object {
  return { error: { code, message } };
}

function rateLimit(seconds: number): string {
  return (
    "Requests to the ChatCompletions_Create Operation have exceeded call rate limit of your current pricing tier. " +
    `Please retry after ${seconds} seconds. (simulated)`
  );
}

function filtered(): object {
  const results = {
    hate: { filtered: false, severity: "safe" },
    self_harm: { filtered: false, severity: "safe" },
    sexual: { filtered: false, severity: "safe" },
    violence: { filtered: true, severity: "medium" },
  };
  return {
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your " +
        "prompt and retry. To learn more about our content filtering policies please read our documentation: " +
        "https://go.microsoft.com/fwlink/?linkid=2198766",
      type: null,
      param: "prompt",
      code: "content_filter",
      status: 400,
      innererror: { code: "ResponsibleAIPolicyViolation", content_filter_result: results },
    },
  };
}
