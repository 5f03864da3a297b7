/** What a model is told that is to answer in JSON, where nothing else holds it to that. */
export const ONLY_JSON = "Answer with exactly one JSON object and nothing else: no prose, no code fence.";
