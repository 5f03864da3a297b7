/** Everything that must hold of one exchange. */
import { checkAnswer } from "./check-answer.ts";
import { checkClaims } from "./check-claims.ts";
import { checkRecord } from "./check-record.ts";
import { checkCostHeader, checkTerms } from "./check-terms.ts";
import { checkTold } from "./check-told.ts";
import type { Exchange, Violation } from "./violation.ts";

export function judge(exchange: Exchange): Violation[] {
  return [
    ...checkAnswer(exchange),
    ...exchange.records.flatMap((record) => checkRecord(record, exchange)),
    ...(exchange.route ? checkClaims(exchange) : []),
    ...checkTold(exchange),
    ...checkTerms(exchange),
    ...checkCostHeader(exchange),
  ];
}
