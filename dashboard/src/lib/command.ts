import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useRef } from "react";
import { problemOf } from "./problem.ts";

interface CommandOptions<Input> {
  /** `key` stays the same until it is done: a second click or a repetition moves nothing twice. */
  send: (input: Input, key: string) => Promise<unknown>;
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
  const intention = useRef<{ of: string; key: string }>(undefined);
  const { mutate, isPending } = useMutation({
    mutationFn: (input: Input) => send(input, keyFor(input)),
    onSuccess: () => {
      intention.current = undefined;
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

  /** The same request again is the same intention; another one is a new one. */
  function keyFor(input: Input): string {
    const of = JSON.stringify(input);
    if (intention.current?.of !== of) intention.current = { of, key: crypto.randomUUID() };
    return intention.current.key;
  }

  return {
    run(input) {
      if (busy.current) return;
      busy.current = true;
      mutate(input);
    },
    isBusy: isPending,
  };
}
