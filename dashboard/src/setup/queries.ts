import type { ChosenStep, Setup, TriedStep } from "@/contracts/staff/setup.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useOne } from "../lib/list.ts";
import { setup_reason as reason } from "./words.ts";

/** While WeChat is waited for, the page looks again so often. */
const waiting_ms = 5_000;

/** How far the shop is with its opening. */
export function useSetup() {
  return useOne(
    ["setup"],
    () => get<Setup>("/staff/setup"),
    true,
    ({ steps }) =>
      steps.some(({ way, state }) => way === "heard" && state === "untried") ? waiting_ms : false,
  );
}

const touched = ["setup", "audit"] as const;

/** Really tries a step; how it went stands at the step. */
export function useCheck(step: TriedStep) {
  return useCommand({
    send: () => post<Setup>(`/staff/setup/${step}/check`, { reason }),
    done: () => undefined,
    touched,
  });
}

/** Leaves a choice as it is. */
export function useConfirm(step: ChosenStep) {
  return useCommand({
    send: () => put<Setup>(`/staff/setup/${step}`, { reason }),
    done: "就按现在的",
    touched,
  });
}
