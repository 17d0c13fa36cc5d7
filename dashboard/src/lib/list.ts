import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useLiveReread } from "./live.ts";
import { type Problem, problemOf } from "./problem.ts";
import { kindsThatMove, type View } from "./views.ts";

export interface PageOf<T> {
  items: T[];
  next: string | null;
}

/** Which view it is, and which part of it. */
export type ViewKey = readonly [View, ...unknown[]];

/** A list with pages, as ListTable shows it. */
export interface List<T> {
  items: T[];
  isLoading: boolean;
  problem: Problem | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  more(): void;
  retry(): void;
}

/** Pages of things, read again when live messages come that move the view. */
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
  useLiveReread(kindsThatMove(key[0]), () => {
    if (enabled) void query.refetch();
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    isLoading: query.isLoading || query.isPlaceholderData,
    problem: query.isError && !query.data ? problemOf(query.error) : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** One thing, read again when live messages come that move the view. */
export function useOne<T>(key: ViewKey, read: () => Promise<T>, enabled = true) {
  const query = useQuery({
    queryKey: key,
    queryFn: read,
    enabled,
    placeholderData: keepPreviousData,
  });
  useLiveReread(kindsThatMove(key[0]), () => {
    if (enabled) void query.refetch();
  });
  return query;
}
