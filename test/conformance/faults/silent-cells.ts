/** Failures of time: a provider that says nothing more, or goes on for too long; and a client that does not wait. */
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "../raw/behaviours.ts";
import { comeTo } from "./pieces.ts";
import { type Cell, type CellOr, outcomeOf, type Place, usual } from "./place.ts";

/** Milliseconds; a healthy target answers well within them, on a busy machine, too. */
const LIMIT = 2_000;

type TimeFailure = "timeout-first-token" | "timeout-idle" | "timeout-attempt" | "deadline" | "cancelled";

export function silentCell(failure: TimeFailure, place: Place): CellOr {
  const { stage, mode } = place;
  const behave: Cell["behave"] = (socket) => comeTo(socket, place);
  const isInside = mode === "streamed" && stage === "mid-stream";
  switch (failure) {
    case "cancelled":
      if (stage === "after the end") return "the client has its answer";
      return { behave, limits: usual, outcome: "gone", leaves: true, failure };
    case "timeout-first-token":
      if (mode === "whole") return "a first token is awaited of streams alone";
      if (isInside || stage === "after the end") return "the first token has come";
      return { behave, limits: { ...usual, firstToken: LIMIT }, outcome: outcomeOf(place), failure };
    case "timeout-idle":
      if (stage === "after the end") return { behave, limits: { ...usual, idle: LIMIT }, outcome: "answered" };
      if (!isInside) return "what has not committed is bounded by the attempt's limit";
      return { behave, limits: { ...usual, idle: LIMIT }, outcome: "broken off", failure };
    case "timeout-attempt":
      if (isInside || stage === "after the end") return "an attempt that has committed is bounded by the deadline";
      return { behave, limits: { ...usual, attempt: LIMIT }, outcome: outcomeOf(place), failure };
    case "deadline":
      return overdue(place, behave);
    default:
      return failure satisfies never;
  }
}

/** Without a limit of its own an attempt has its share of the deadline; here it may use all of it. */
function overdue(place: Place, behave: Cell["behave"]): CellOr {
  const { wire, mode, stage } = place;
  if (stage === "after the end") return "the answer is complete";
  const limits = { ...usual, deadline: LIMIT, attempt: LIMIT };
  if (mode === "whole" || stage !== "mid-stream")
    return { behave, limits, outcome: "told", status: 504, failure: "deadline" };
  const goesOn: Cell["behave"] = async (socket) => {
    comeTo(socket, place);
    while (!socket.destroyed) {
      say(socket, [wire.text("l")]);
      await sleep(50);
    }
  };
  return { behave: goesOn, limits, outcome: "broken off", failure: "deadline" };
}
