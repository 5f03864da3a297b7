/** Failures of the connection, and of what comes over it. */
import type { Socket } from "node:net";
import { say } from "../raw/behaviours.ts";
import { close, comeTo, soon } from "./pieces.ts";
import { type Cell, type CellOr, isOver, outcomeOf, type Place, usual } from "./place.ts";

type TransportFailure = "connect" | "malformed" | "truncated" | "truncated, ended in order";

export function transportCell(failure: TransportFailure, place: Place): CellOr {
  const { stage } = place;
  switch (failure) {
    case "connect":
      if (stage !== "before headers") return "an answer has begun by then: it is truncated";
      return { closed: true, behave: () => {}, limits: usual, outcome: "falls back", failure };
    case "truncated":
      return truncated(place, (socket) => soon(() => socket.destroy()));
    case "truncated, ended in order":
      if (place.mode === "whole") return "half of a whole answer is malformed, however it ends";
      return truncated(place, close);
    case "malformed":
      return stage === "before headers" ? garbage(place) : malformed(place);
    default:
      return failure satisfies never;
  }
}

function truncated(place: Place, breakOff: (socket: Socket) => void): CellOr {
  if (place.stage === "before headers") return "no answer has begun by then: it is a failure to connect";
  const behave: Cell["behave"] = (socket) => {
    comeTo(socket, place);
    breakOff(socket);
  };
  if (place.stage === "after the end") return { behave, limits: usual, outcome: "answered" };
  return { behave, limits: usual, complete: true, outcome: outcomeOf(place), failure: "truncated" };
}

const garbage = (place: Place): Cell => ({
  behave: (socket) => void socket.end("this is no HTTP\r\n\r\n"),
  limits: usual,
  outcome: outcomeOf(place),
  failure: "malformed",
});

function malformed(place: Place): CellOr {
  const { wire, mode, stage } = place;
  const behave: Cell["behave"] = (socket) => {
    if (mode === "whole" && stage === "after headers")
      return void socket.end("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n<html");
    comeTo(socket, place);
    if (mode === "whole") return void socket.write(stage === "mid-stream" ? "!".repeat(100_000) : "HTTP/9.9 x\r\n\r\n");
    say(socket, [wire.broken]);
    close(socket);
  };
  if (isOver(place)) return { behave, limits: usual, outcome: "answered" };
  // A stream ends in order all the same, and where that is seen together with the fault its connection can be used again.
  return {
    behave,
    limits: usual,
    outcome: outcomeOf(place),
    failure: "malformed",
    ...(mode === "streamed" && { complete: true }),
  };
}
