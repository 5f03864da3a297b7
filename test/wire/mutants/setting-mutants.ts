/** Faults in settings: what is told of them, what is let go, what a provider may keep. */
import type { WireMutant } from "./mutant.ts";

const theme = "what a model refuses";

export const settingMutants: readonly WireMutant[] = [
  {
    why: "what is left out is not told",
    theme,
    edits: [
      {
        file: "runtime/request/answer-headers.ts",
        find: "if (dropped.length > 0)",
        replace: "if (dropped.length > 99)",
      },
    ],
  },
  {
    why: "what is sent otherwise is not told",
    theme,
    edits: [
      {
        file: "runtime/request/answer-headers.ts",
        find: "if (changed.length > 0)",
        replace: "if (changed.length > 99)",
      },
    ],
  },
  {
    why: "a value beyond what a model takes goes out",
    theme,
    policies: 8,
    edits: [
      {
        file: "semantics/parameters/settle.ts",
        find: "if (taken !== value &&",
        replace: 'if (taken !== value && name === "" &&',
      },
    ],
  },
  {
    why: "a parameter that the policy does not let go is left out all the same",
    theme,
    policies: 12,
    edits: [
      {
        file: "semantics/parameters/refused.ts",
        find: "return names.find(",
        replace: "return names.slice(names.length).find(",
      },
      { file: "runtime/request/wire-body.ts", find: "if (lost !== undefined)", replace: 'if (lost === "")' },
    ],
  },
  {
    why: "an answer that comes as a call is told as nothing",
    theme,
    policies: 12,
    edits: [
      {
        file: "runtime/operations/chat/emulated-format.ts",
        find: '{ kind: "text", text: first.arguments }',
        replace: '{ kind: "text", text: first.arguments.slice(0, 1) }',
      },
    ],
  },
  {
    why: "providers are not asked to keep nothing",
    theme: "nothing is kept",
    edits: [
      {
        file: "runtime/request/with-required.ts",
        find: "zeroRetention ? (target.zeroRetention ?? {}) : {}",
        replace: "zeroRetention === undefined ? (target.zeroRetention ?? {}) : {}",
      },
    ],
  },
  {
    why: "openai-responses: answers are kept there",
    theme: "the dialect openai-responses",
    edits: [{ file: "runtime/dialects/openai-responses/request.ts", find: "store: false,", replace: "store: true," }],
  },
  {
    why: "vertex@anthropic: the version is not said",
    theme: "the dialect vertex@anthropic",
    edits: [
      {
        file: "catalog/vertex/provider.yaml",
        find: "body: { anthropic_version: vertex-2023-10-16, model: null }",
        replace: "body: { model: null }",
      },
    ],
  },
  {
    why: "vertex@mistral: members go out that it does not know",
    theme: "the dialect vertex@mistral",
    edits: [{ file: "catalog/vertex/provider.yaml", find: "drop: [stream_options, user,", replace: "drop: [" }],
  },
  {
    why: "bedrock-converse: the bytes of the body are not signed",
    theme: "the dialect bedrock-converse",
    policies: 8,
    edits: [
      { file: "runtime/upstream/credentials/aws/signature.ts", find: "      body,\n", replace: '      body: "",\n' },
    ],
  },
];
