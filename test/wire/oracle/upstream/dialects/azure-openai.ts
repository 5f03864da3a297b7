/** Chat completions of a deployment, whose name stands in the path; what the body says of a model is not looked at. */
import type { UpstreamDialect } from "./dialect.ts";
import { openai } from "./openai.ts";

export const azureOpenai: UpstreamDialect = {
  ...openai,
  asked: (path, { stream }) => {
    const found = /^\/openai\/deployments\/([^/]+)\/(chat\/completions|embeddings)\?api-version=2024-10-21$/.exec(path);
    if (!found) return undefined;
    const operation = found[2] === "embeddings" ? "embeddings" : "chat";
    return { operation, model: decodeURIComponent(found[1]!), stream: stream === true };
  },
};
