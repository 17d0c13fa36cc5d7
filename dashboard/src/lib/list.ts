import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type Problem, problemOf } from "./problem.ts";
import type { View } from "./views.ts";

export interface PageOf<T> {
  items: T[];
  next: string | null;
  /** How many there are in all, or that there are more: the first page of some lists says it. */
  total?: number | undefined;
  more_than?: boolean | undefined;
}

/** Which view it is, and which part of it. */
export type ViewKey = readonly [View, ...unknown[]];

/** A list with pages, as ListTable shows it. */
export interface List<T> {
  items: T[];
  /** How many things there are in all, in words; empty where nobody counted. */
  total: string;
  isLoading: boolean;
  problem: Problem | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  more(): void;
  retry(): void;
}

/** Pages of things; lib/rereads.ts has them read again. */
export function useList<T>(
  key: ViewKey,
  read: (after: string | undefined) => Promise<PageOf<T>>,
  enabled = true,
): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    total: totalOf(query.data?.pages[0]),
    isLoading: query.isLoading || query.isPlaceholderData,
    problem: query.isError && !query.data ? problemOf(query.error) : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** One thing; lib/rereads.ts has it read again, and `againAfter` so many milliseconds does where no message tells of it. */
export function useOne<T>(
  key: ViewKey,
  read: () => Promise<T>,
  enabled = true,
  againAfter?: (data: T) => number | false,
) {
  return useQuery({
    queryKey: key,
    queryFn: read,
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => state.data !== undefined && againAfter?.(state.data) || false,
  });
}

function totalOf(page: PageOf<unknown> | undefined): string {
  if (page?.total === undefined) return "";
  return `共 ${page.total.toLocaleString("zh-CN")}${page.more_than ? "+" : ""} 条`;
}
