/** Faults of one endpoint or one wire format: only who speaks it can notice them. */
import type { WireMutant } from "./mutant.ts";

const MESSAGES = "runtime/endpoints/messages";

const endpointMutants: readonly WireMutant[] = [
  {
    why: "Messages: a call whose proof is carried before it loses its arguments in a stream",
    theme: "the dialect gemini",
    policies: 6,
    edits: [{ file: `${MESSAGES}/write-events.ts`, find: 'this.#whole(block, "call")', replace: "this.#whole(block)" }],
  },
  {
    why: "Messages: the metadata of a body is not the policy's",
    theme: "what callers say",
    policies: 6,
    edits: [
      { file: `${MESSAGES}/read-request.ts`, find: "? { metadata: besideUser(metadata) } : {}", replace: "? {} : {}" },
    ],
  },
  {
    why: "Responses: what the chat calls an output limit goes out beside ours",
    theme: "the dialect openai",
    policies: 6,
    edits: [
      {
        file: "runtime/request/wire-body.ts",
        find: "names.filter((name) => isSaid(ask, body, name, placeOf(ready, name)));",
        replace: "names.filter((name) => isSaid(ask, body, name, placeOf(ready, name)) && name === '');",
      },
    ],
  },
  {
    why: "embeddings: of several parts the first alone is paid for",
    theme: "vectors of texts",
    policies: 8,
    edits: [
      {
        file: "runtime/request/embeddings-attempt.ts",
        find: "counts.reduce<number>((sum, n) => sum + n!, 0)",
        replace: "counts[0]!",
      },
    ],
  },
  {
    why: "r.endpoint is chat, whatever is called",
    theme: "who is called",
    policies: 6,
    edits: [
      {
        file: "semantics/facts/asked.ts",
        find: "({ request }) => request.endpoint",
        replace: '({ request }) => (request.endpoint === "" ? "" : "chat")',
      },
    ],
  },
];

const DIALECTS = "runtime/dialects";

const dialectMutants: readonly WireMutant[] = [
  {
    why: "azure-openai: several answers of a deployment are not reckoned with",
    theme: "the dialect azure-openai",
    policies: 24,
    edits: [
      {
        file: "semantics/dialects/carried-by.ts",
        find: 'goesOn("n"),',
        replace: 'goesOn("n") && dialect !== "azure-openai",',
      },
    ],
  },
  {
    why: "anthropic: what is cached for an hour is told as nothing",
    theme: "the dialect anthropic",
    policies: 6,
    edits: [
      {
        file: `${DIALECTS}/anthropic/response.ts`,
        find: "count(usage.cache_creation?.ephemeral_1h_input_tokens)",
        replace: "count(usage.cache_creation?.ephemeral_1h_input_tokens) * 0",
      },
    ],
  },
  {
    why: "gemini: thoughts are not counted as output",
    theme: "the dialect gemini",
    edits: [
      {
        file: `${DIALECTS}/formats/generate-content/usage.ts`,
        find: "count(usage.candidatesTokenCount) + reasoning,",
        replace: "count(usage.candidatesTokenCount),",
      },
    ],
  },
  {
    why: "vertex: calls carry ids, which this host refuses",
    theme: "the dialect vertex",
    policies: 6,
    edits: [{ file: `${DIALECTS}/vertex/dialect.ts`, find: "takesCallIds: false", replace: "takesCallIds: true" }],
  },
  {
    why: "ollama: the window is not said, so that a long prompt is cut in silence",
    theme: "the dialect ollama",
    edits: [{ file: `${DIALECTS}/ollama/request.ts`, find: "num_ctx: ", replace: "num_ctx: 2_048 + 0 * " }],
  },
  {
    why: "bedrock-converse: what comes from a cache is no input",
    theme: "the dialect bedrock-converse",
    edits: [
      {
        file: `${DIALECTS}/bedrock-converse/response.ts`,
        find: "count(usage.inputTokens) + cacheRead + cacheWrite,",
        replace: "count(usage.inputTokens),",
      },
    ],
  },
  {
    why: "cohere: no output limit is sent",
    theme: "the dialect cohere",
    edits: [
      {
        file: `${DIALECTS}/cohere/request.ts`,
        find: "(limit === undefined ? {} : { max_tokens: limit })",
        replace: "(limit !== 0 ? {} : { max_tokens: limit })",
      },
    ],
  },
  {
    why: "ollama: the model's own limit is sent, not the request's",
    theme: "the dialect ollama",
    edits: [
      {
        file: `${DIALECTS}/ollama/request.ts`,
        find: "Math.min(maxOutputTokens, maxOutput ?? context)",
        replace: "Math.max(maxOutputTokens, maxOutput ?? context)",
      },
    ],
  },
];

export const spokenMutants: readonly WireMutant[] = [...endpointMutants, ...dialectMutants];
