import { object } from "./refusal.ts";

export const user: object = { role: "user", content: "Hi" };
export const openaiCall = (id: string): object => ({ id, type: "function", function: { name: "f", arguments: "{}" } });
export const openaiTool = (name: string): object => ({ type: "function", function: { name, parameters: object } });
