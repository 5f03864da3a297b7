/** Facts about what a target must be able to do. */
import type { FactReader } from "./reader.ts";

export const needsTools: FactReader = {
  read: ({ request, content }) => request.said.tools > 0 || content.toolCalls > 0,
};

export const needsVision: FactReader = { read: ({ content }) => content.images > 0 };

export const needsAudio: FactReader = {
  read: ({ request, content }) => content.audio > 0 || request.said.asksForAudio,
};

export const needsPdf: FactReader = { read: ({ content }) => content.files > 0 };

export const needsJsonSchema: FactReader = { read: ({ request }) => request.said.format === "json_schema" };

export const needsJsonMode: FactReader = { read: ({ request }) => request.said.format === "json_object" };

export const needsReasoning: FactReader = { read: ({ request }) => request.said.asksForReasoning };

/** Whether more than one answer is asked for: the others are of what only some APIs can say. */
export const needsChoices: FactReader = { read: ({ request }) => request.said.choices > 1 };

export const needsCustomTools: FactReader = { read: ({ forms }) => forms.customTools };

export const needsToolChoice: FactReader = { read: ({ request }) => request.said.choosesTool };

export const needsFunctions: FactReader = { read: ({ forms }) => forms.functions };

export const needsOtherForms: FactReader = { read: ({ forms }) => forms.otherForms };

/** Any of those that only some APIs can say. */
export const needsRare: FactReader = {
  read: (facts) =>
    [needsChoices, needsCustomTools, needsToolChoice, needsFunctions, needsOtherForms].some(
      ({ read }) => read(facts, "") === true,
    ),
};
