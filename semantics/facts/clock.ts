/** Facts about the time, in UTC. */
import type { FactReader } from "./reader.ts";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

export const hour: FactReader = { read: ({ request }) => request.now.getUTCHours() };
export const weekday: FactReader = { read: ({ request }) => weekdays[request.now.getUTCDay()] };
