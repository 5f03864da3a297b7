import { embeddingsParameters } from "../../schemas/parameters/embeddings.ts";
import type { Operation } from "../../semantics/operation.ts";
import { parameterNamed } from "../../semantics/parameters/names.ts";
import { diagnose } from "../diagnostics/define.ts";
import { unknownParameter } from "../diagnostics/name/unknown-parameter.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { takesMember } from "../lower/checks/takes-member.ts";
import { fixableParameters } from "../lower/fixable-parameters.ts";
import type { Terms } from "../lower/ir.ts";
import { routeOperation } from "../plan/route-operation.ts";
import type { Check } from "./check.ts";

/** Parameters of chats that are fixed on routes for embeddings, and the other way round. */
export const checkOtherParameters: Check = ({ policy, catalog }) =>
  policy.routes.flatMap((route) => {
    const operation = routeOperation(policy, route);
    const known = fixableParameters[operation];
    const terms: readonly Terms[] = [route.terms, ...route.rules.map((rule) => rule.terms)];
    const written = terms.flatMap(({ setOrigins = {} }) => Object.entries(setOrigins));
    const others = written.filter(([name]) => isOfOther(name, operation, catalog));
    return others.map(([name, origin]) => diagnose(unknownParameter, { name, operation, known }, origin));
  });

/** What neither list has is a member that some provider takes; and some may take one of embeddings in a chat. */
function isOfOther(name: string, operation: Operation, catalog: Catalog): boolean {
  const [isOfChats, isOfVectors] = [parameterNamed(name) !== undefined, Object.hasOwn(embeddingsParameters, name)];
  return operation === "embeddings"
    ? isOfChats && !isOfVectors
    : isOfVectors && !isOfChats && !takesMember(catalog, name);
}
