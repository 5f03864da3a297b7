/** Failures that a provider says in its own words: by a status, in place of an answer, among the events of a stream. */

import { say } from "../raw/behaviours.ts";
import { answer } from "../raw/raw-server.ts";
import { close, comeTo } from "./pieces.ts";
import { type Cell, type CellOr, isOver, outcomeOf, type Place, usual } from "./place.ts";
import { type SaidClass, words } from "./words.ts";

/** What the design takes for the client's own, so that no other target is asked. */
const own: readonly SaidClass[] = ["content-filter", "bad-request"];

export function saidCell(failure: SaidClass, place: Place): CellOr {
  const { wire, mode, stage } = place;
  const { refused, inPlace, event } = words[wire.dialect];
  const said = refused[failure];
  if (said === undefined) return "the dialect has no word for it";
  switch (stage) {
    case "before headers":
      return cell(failure, place, (socket) => answer(socket, said.status, JSON.stringify(said.body), said.headers));
    case "after headers": {
      const body = inPlace ? inPlace[failure] : said.body;
      if (body === undefined) return "the dialect says it by a status alone";
      return cell(failure, place, (socket) => answer(socket, 200, JSON.stringify(body)));
    }
    case "before the first useful event":
    case "mid-stream":
    case "after the end": {
      if (mode === "whole") return "a whole answer is one object, with no error behind it";
      const last = event[failure];
      if (last === undefined) return "a stream of the dialect has no word for it";
      return cell(failure, place, (socket) => {
        comeTo(socket, place);
        say(socket, [last]);
        close(socket);
      });
    }
    default:
      return stage satisfies never;
  }
}

function cell(failure: SaidClass, place: Place, behave: Cell["behave"]): Cell {
  const terms = { behave, limits: usual, complete: true } as const;
  if (isOver(place)) return { ...terms, outcome: "answered" };
  const outcome = outcomeOf(place);
  if (outcome === "falls back" && own.includes(failure)) return { ...terms, outcome: "told", status: 400, failure };
  return { ...terms, outcome, failure };
}
