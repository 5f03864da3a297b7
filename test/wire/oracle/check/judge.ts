/** Everything that must hold of one exchange. */
import { checkAnswer } from "./check-answer.ts";
import { checkClaims } from "./check-claims.ts";
import { checkRecord } from "./check-record.ts";
import { checkCostHeader, checkTerms } from "./check-terms.ts";
import { checkTold } from "./check-told.ts";
import type { Exchange, Violation } from "./violation.ts";

export function judge(exchange: Exchange): Violation[] {
  // What is asked to compare is sent and paid for as all else, and nobody is told of it.
  const sent = { ...exchange, records: [...exchange.records, ...exchange.beside] };
  return [
    ...checkAnswer(exchange),
    ...sent.records.flatMap((record) => checkRecord(record, exchange)),
    ...(exchange.route ? checkClaims(sent) : []),
    ...checkTold(exchange),
    ...checkTerms(sent),
    ...checkCostHeader(exchange),
  ];
}
