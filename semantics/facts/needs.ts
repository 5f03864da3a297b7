/** Facts about what a target must be able to do. */
import { fields, list } from "./body.ts";
import type { FactReader } from "./reader.ts";

export const needsTools: FactReader = {
  read: ({ request, content }) => list(request.body.tools).length > 0 || content.toolCalls > 0,
};

export const needsVision: FactReader = { read: ({ content }) => content.images > 0 };

export const needsAudio: FactReader = {
  read: ({ request, content }) => content.audio > 0 || list(request.body.modalities).includes("audio"),
};

export const needsPdf: FactReader = { read: ({ content }) => content.files > 0 };

export const needsJsonSchema: FactReader = { read: ({ request }) => format(request.body) === "json_schema" };

export const needsJsonMode: FactReader = { read: ({ request }) => format(request.body) === "json_object" };

export const needsReasoning: FactReader = {
  read({ request: { body } }) {
    return typeof body.reasoning_effort === "string" && body.reasoning_effort !== "none";
  },
};

function format(body: Readonly<Record<string, unknown>>): unknown {
  return fields(body.response_format).type;
}
