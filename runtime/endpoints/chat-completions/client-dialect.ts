/** The dialect that clients of the chat endpoint speak. Targets of the same dialect get and give bytes. */
import type { DialectName } from "../../../schemas/catalog.ts";

export const clientDialect: DialectName = "openai";
