/** The tool that clients offer, and the words at which a model calls it. */
export const TOOL = "weather";
export const CALL = "CALL-THE-WEATHER";

export const schema: object = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
export const about = "The weather in a city";
