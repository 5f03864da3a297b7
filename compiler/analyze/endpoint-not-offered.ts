import { endpointNotOffered } from "../diagnostics/catalog/endpoint-not-offered.ts";
import { diagnose } from "../diagnostics/define.ts";
import { type Check, chatTargets } from "./check.ts";

/** Targets that cannot serve chat: every route is a chat route. */
export const checkEndpoints: Check = ({ policy }) =>
  chatTargets(policy).flatMap(({ target, origin }) => {
    const { kind, endpoints } = target.model;
    const offersChat = kind === "chat" && (endpoints === undefined || endpoints.includes("chat"));
    const offers = kind === "chat" ? (endpoints ?? []).join(", ") : kind;
    return offersChat ? [] : [diagnose(endpointNotOffered, { id: target.id, offers }, origin)];
  });
