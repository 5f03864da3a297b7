/** Facts about what a target must be able to do. */
import { choicesOf } from "./asked.ts";
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

/** Whether more than one answer is asked for: the others are of what only some APIs can say. */
export const needsChoices: FactReader = { read: ({ request }) => choicesOf(request.body) > 1 };

export const needsCustomTools: FactReader = { read: ({ forms }) => forms.customTools };

export const needsToolChoice: FactReader = {
  read({ request }) {
    const { type } = fields(request.body.tool_choice);
    return type !== undefined && type !== "function";
  },
};

export const needsFunctions: FactReader = { read: ({ forms }) => forms.functions };

export const needsOtherForms: FactReader = { read: ({ forms }) => forms.otherForms };

/** Any of those that only some APIs can say. */
export const needsRare: FactReader = {
  read: (facts) =>
    [needsChoices, needsCustomTools, needsToolChoice, needsFunctions, needsOtherForms].some(
      ({ read }) => read(facts, "") === true,
    ),
};

function format(body: Readonly<Record<string, unknown>>): unknown {
  return fields(body.response_format).type;
}
