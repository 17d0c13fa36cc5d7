import type { UseQueryResult } from "@tanstack/react-query";
import { Skeleton } from "antd";
import type { ReactNode } from "react";
import { problemOf } from "../lib/problem.ts";
import { Failure } from "./Failure.tsx";

interface Props<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

/** What a query answers, the shape of it while it is on its way, or why it did not come. */
export function Loaded<T>({ query, children }: Props<T>) {
  if (query.data !== undefined && !query.isPlaceholderData) return <>{children(query.data)}</>;
  if (query.isError) {
    return <Failure problem={problemOf(query.error)} onRetry={() => void query.refetch()} />;
  }
  return <Skeleton active paragraph={{ rows: 6 }} />;
}
