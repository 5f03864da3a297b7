/** What is said of a value of a table that has not its form. */
import type { TableError } from "../../schemas/generated/table-validator.js";

export function shapeFault({ keyword, params }: Pick<TableError, "keyword" | "params">): string {
  switch (keyword) {
    case "required":
      return `lacks "${String(params.missingProperty)}"`;
    case "additionalProperties":
      return `has the unknown member "${String(params.additionalProperty)}"`;
    case "type":
      return `is no ${[params.type].flat().join(" or ")}`;
    case "const":
      return `is not ${JSON.stringify(params.allowedValue)}`;
    case "enum":
      return `is none of ${JSON.stringify(params.allowedValues)}`;
    case "pattern":
      return `does not match ${String(params.pattern)}`;
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return `is not ${String(params.comparison)} ${String(params.limit)}`;
    default:
      return "has none of the forms that it may have";
  }
}
