import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useRef } from "react";
import { OneAtATime } from "./busy.ts";
import { type Problem, problemOf } from "./problem.ts";
import type { View } from "./views.ts";

/** Shows a refusal where it belongs; true when it did, and nothing more is to be said. */
export type Refused = (problem: Problem) => boolean;

interface CommandOptions<Input, Reply> {
  send: (input: Input) => Promise<Reply>;
  /** What is said when it is done; nothing where something else says it. */
  done: string | ((reply: Reply) => string | undefined);
  /** The views that are to be read again. */
  touched: readonly View[];
  onDone?: (reply: Reply) => void;
  onRefused?: Refused;
}

export interface Command<Input> {
  run(input: Input): void;
  isBusy: boolean;
}

/** One of the staff's commands: runs once at a time, says how it went, has what it touched read again. */
export function useCommand<Input, Reply>(
  { send, done, touched, onDone, onRefused }: CommandOptions<Input, Reply>,
): Command<Input> {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const door = useRef(new OneAtATime()).current;
  const { mutate, isPending } = useMutation({
    mutationFn: send,
    onSuccess: (reply) => {
      const said = typeof done === "string" ? done : done(reply);
      if (said) void message.success(said);
      onDone?.(reply);
    },
    onError: (error) => {
      const problem = problemOf(error);
      if (problem.isSignedOut) return; // the sign-in form says it
      if (onRefused?.(problem)) return;
      const { message: text, requestId } = problem;
      void message.error(requestId ? `${text}（编号 ${requestId}）` : text, 6);
    },
    onSettled: () => {
      door.end();
      for (const view of touched) void queries.invalidateQueries({ queryKey: [view] });
    },
  });

  return {
    run(input) {
      if (door.begin()) mutate(input);
    },
    isBusy: isPending,
  };
}
