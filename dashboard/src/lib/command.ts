import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useRef } from "react";
import { problemOf } from "./problem.ts";

interface CommandOptions<Input> {
  send: (input: Input) => Promise<unknown>;
  /** What is said when it is done. */
  done: string;
  /** First parts of the keys of what is to be read again. */
  touched: readonly string[];
  onDone?: () => void;
}

export interface Command<Input> {
  run(input: Input): void;
  isBusy: boolean;
}

/** One of the staff's commands: runs once at a time, says how it went, has what it touched read again. */
export function useCommand<Input>(
  { send, done, touched, onDone }: CommandOptions<Input>,
): Command<Input> {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const busy = useRef(false);
  const { mutate, isPending } = useMutation({
    mutationFn: send,
    onSuccess: () => {
      void message.success(done);
      onDone?.();
    },
    onError: (error) => {
      const { message: text, requestId } = problemOf(error);
      void message.error(requestId ? `${text}（编号 ${requestId}）` : text, 6);
    },
    onSettled: () => {
      busy.current = false;
      for (const name of touched) void queries.invalidateQueries({ queryKey: [name] });
    },
  });

  return {
    run(input) {
      if (busy.current) return;
      busy.current = true;
      mutate(input);
    },
    isBusy: isPending,
  };
}
