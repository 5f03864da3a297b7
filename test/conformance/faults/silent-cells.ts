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
  if (place.hedged) return hedgedCell(failure, place, behave);
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
      if (isInside && place.assembled)
        return { behave, limits: { ...usual, idle: LIMIT }, outcome: "falls back", failure };
      if (!isInside) return "what has not committed is bounded by the attempt's limit";
      return { behave, limits: { ...usual, idle: LIMIT }, outcome: "broken off", failure };
    case "timeout-attempt":
      if (isInside && place.assembled)
        return { behave, limits: { ...usual, attempt: LIMIT }, outcome: "falls back", failure };
      if (isInside || stage === "after the end") return "an attempt that has committed is bounded by the deadline";
      return { behave, limits: { ...usual, attempt: LIMIT }, outcome: outcomeOf(place), failure };
    case "deadline":
      return overdue(place, behave);
    default:
      return failure satisfies never;
  }
}

/** Long before a limit ends it, the healthy target has answered. */
function hedgedCell(failure: TimeFailure, place: Place, behave: Cell["behave"]): CellOr {
  const isCommitted = place.mode === "streamed" && place.stage === "mid-stream";
  if (failure !== "timeout-attempt" || isCommitted || place.stage === "after the end")
    return "a hedge begins while nothing useful has come, whatever would have ended the attempt";
  return { behave, limits: { ...usual, attempt: LIMIT }, outcome: "falls back", failure: "cancelled" };
}

/** Without a limit of its own an attempt has its share of the deadline; here it may use all of it. */
function overdue(place: Place, behave: Cell["behave"]): CellOr {
  const { wire, mode, stage } = place;
  if (stage === "after the end") return "the answer is complete";
  const limits = { ...usual, deadline: LIMIT, attempt: LIMIT };
  if (mode === "whole" || place.assembled || stage !== "mid-stream")
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
